package org.pushmirror.core.sshkeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.oracle.RandomCases;
import org.pushmirror.core.oracle.RealProgram;
import org.pushmirror.core.oracle.RealSshd;
import org.pushmirror.core.oracle.RealSshd.Login;
import org.pushmirror.core.text.EscapedUtf8;

/** Random authorized_keys files, given to a real sshd: who is let in, by which line, with which command and rights. */
class SshdAgreementTest {

    private static final Pattern ACCEPTED =
            Pattern.compile("Accepted key \\S+ \\S+ found at \\S+authorized_keys:(\\d+)");
    private static final Pattern OPTIONS = Pattern.compile("authorized_keys:(\\d+): key options:(.*)");
    private static final Pattern COMMAND =
            Pattern.compile("Starting session: forced-command \\(key-option\\) '(.*)' for ");

    @TempDir
    static Path folder;

    private static OpenSshVersion installed;
    private static RealSshd sshd;
    private static final Map<PublicKey, Path> KEYS = new LinkedHashMap<>();

    @BeforeAll
    static void start() throws Exception {
        installed = OpenSshVersion.parse(RealProgram.run(folder, "ssh", "-V").errors());
        for (String type : List.of("ed25519", "ecdsa", "rsa")) {
            Path file = KeyPairs.makeFile(folder, type, type);
            KEYS.put(PublicKey.parse(Files.readString(file)), folder.resolve(type));
        }
        sshd = RealSshd.start(folder, folder.resolve("ed25519"));
    }

    @AfterAll
    static void end() {
        sshd.close();
    }

    /** What both sides say about a login, in the same words. */
    private record Verdict(int line, String command, TreeSet<String> options, Map<String, String> environment) {}

    private static final Verdict REFUSED = new Verdict(0, "", new TreeSet<>(), Map.of());

    @Test
    void sshdAndTheReaderAgreeOnWhoIsLetInAndWithWhat() {
        RandomCases.check(25, random -> {
            byte[] file = new RandomKeyLines(random, List.copyOf(KEYS.keySet())).file();
            Files.write(folder.resolve("authorized_keys"), file);
            AuthorizedKeys keys = AuthorizedKeys.parse("authorized_keys", file, installed);
            for (Map.Entry<PublicKey, Path> key : KEYS.entrySet()) {
                Verdict ours = ours(keys, key.getKey());
                Verdict theirs = theirs(sshd.login(key.getValue(), "env"));

                assertThat(ours)
                        .as("%s in\n%s", key.getKey().type(), new String(file, StandardCharsets.UTF_8))
                        .isEqualTo(theirs);
            }
        });
    }

    private static Verdict ours(AuthorizedKeys keys, PublicKey key) {
        Admission admission =
                keys.admission(LoginAttempt.of(key, InetAddress.getLoopbackAddress(), RealSshd.user(), Instant.now()));
        return admission
                .grant()
                .map(grant -> new Verdict(
                        admission.line().orElseThrow().number(),
                        grant.command().orElse(""),
                        options(admission.line().orElseThrow().key().orElseThrow(), grant),
                        grant.environment()))
                .orElse(REFUSED);
    }

    private static TreeSet<String> options(AuthorizedKey key, KeyGrant grant) {
        TreeSet<String> options = new TreeSet<>();
        KeyRights rights = grant.rights();
        addIf(options, rights.agentForwarding(), "agent-forwarding");
        addIf(options, rights.portForwarding(), "port-forwarding");
        addIf(options, rights.pty(), "pty");
        addIf(options, rights.userRc(), "user-rc");
        addIf(options, rights.x11Forwarding(), "x11-forwarding");
        addIf(options, grant.command().isPresent(), "command");
        addIf(options, !grant.environment().isEmpty(), "environment");
        addIf(options, key.effectiveExpiry().isPresent(), "expires");
        addIf(options, !grant.touchRequired(), "no-touch-required");
        addIf(options, grant.verifyRequired(), "uv");
        addIf(options, !grant.permitOpen().isEmpty(), "permitopen");
        addIf(options, !grant.permitListen().isEmpty(), "permitlisten");
        grant.tunnel().ifPresent(device -> options.add("tun=" + (device < 0 ? Integer.MAX_VALUE : device)));
        return options;
    }

    private static void addIf(TreeSet<String> options, boolean added, String word) {
        if (added) {
            options.add(word);
        }
    }

    private static Verdict theirs(Login login) {
        int line = 0;
        Matcher accepted = ACCEPTED.matcher(login.log());
        while (accepted.find()) {
            line = Integer.parseInt(accepted.group(1));
        }
        if (line == 0) {
            assertThat(login.client().exit()).isEqualTo(255);
            return REFUSED;
        }
        TreeSet<String> options = new TreeSet<>();
        Matcher logged = OPTIONS.matcher(login.log());
        while (logged.find()) {
            if (Integer.parseInt(logged.group(1)) == line) {
                options = new TreeSet<>(List.of(
                        logged.group(2).replace("expires", " expires").strip().split("\\s+")));
                options.remove("");
            }
        }
        Matcher command = COMMAND.matcher(login.log());
        String forced = command.find() ? unescaped(command.group(1)) : "";
        return new Verdict(line, forced, options, environment(login.client().output()));
    }

    /** The log shows control characters and bytes above 127 in octal, and doubles backslashes. */
    private static String unescaped(String logged) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < logged.length(); at++) {
            char c = logged.charAt(at);
            if (c != '\\') {
                bytes.write(c);
            } else if (logged.charAt(at + 1) == '\\') {
                bytes.write(c);
                at++;
            } else {
                bytes.write(Integer.parseInt(logged.substring(at + 1, at + 4), 8));
                at += 3;
            }
        }
        return EscapedUtf8.decode(bytes.toByteArray());
    }

    private static Map<String, String> environment(byte[] output) {
        Map<String, String> environment = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(List.of("PMA", "pma", "PM_1", "9PM"));
        for (String variable : new String(output, StandardCharsets.UTF_8).split("\n")) {
            int equals = variable.indexOf('=');
            if (equals > 0 && names.contains(variable.substring(0, equals))) {
                environment.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return environment;
    }
}
