package org.pushmirror.core.sshkeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.oracle.RandomCases;
import org.pushmirror.core.oracle.RealProgram;
import org.pushmirror.core.oracle.RealProgram.Ended;
import org.pushmirror.core.oracle.RealSshd;
import org.pushmirror.core.text.DocumentException;

/** Random known_hosts files, given to ssh-keygen and to a real ssh. */
class KnownHostsAgreementTest {

    private static final Pattern FOUND = Pattern.compile("found: line (\\d+)");

    @TempDir
    static Path folder;

    private static OpenSshVersion installed;
    private static RealSshd sshd;
    private static PublicKey hostKey;
    private static List<PublicKey> keys;

    @BeforeAll
    static void start() throws Exception {
        installed = OpenSshVersion.parse(RealProgram.run(folder, "ssh", "-V").errors());
        hostKey = KeyPairs.make(folder, "host", "ed25519");
        PublicKey other = KeyPairs.make(folder, "other", "ed25519");
        PublicKey ecdsa = KeyPairs.make(folder, "ecdsa", "ecdsa");
        keys = List.of(hostKey, hostKey, hostKey, other, ecdsa);
        sshd = RealSshd.start(folder, folder.resolve("host"));
        Files.writeString(folder.resolve("authorized_keys"), hostKey + "\n");
    }

    @AfterAll
    static void end() {
        sshd.close();
    }

    @Test
    void sshKeygenFindsTheSameLinesOfAHost() {
        RandomCases.check(60, random -> {
            byte[] bytes = new RandomKnownHosts(random, 2222, keys).file();
            Path file = Files.write(folder.resolve("known_hosts"), bytes);
            String name = RandomCases.one(
                    random, "127.0.0.1", "[127.0.0.1]:2222", "mirror.example.org", "Mirror.example.org", "::1", "x");
            String said = keygen("-F", name, "-f", file.toString()).text();
            List<Integer> theirs = new ArrayList<>();
            Matcher found = FOUND.matcher(said);
            while (found.find()) {
                theirs.add(Integer.valueOf(found.group(1)));
            }

            List<Integer> ours =
                    known(bytes).find(name).stream().map(KnownHostsLine::number).toList();

            assertThat(ours).as("%s in\n%s", name, text(bytes)).isEqualTo(theirs);
        });
    }

    @Test
    void sshKeygenRemovesTheSameLinesOfAHost() {
        RandomCases.check(40, random -> {
            byte[] bytes = new RandomKnownHosts(random, 2222, keys).file();
            Path file = Files.write(folder.resolve("removed"), bytes);
            String name = RandomCases.one(random, "127.0.0.1", "[127.0.0.1]:2222", "mirror.example.org");
            boolean refused = keygen("-R", name, "-f", file.toString()).exit() != 0;
            String theirs = text(Files.readAllBytes(file));

            String ours = text(known(bytes).without(name).bytes());

            if (!refused && !theirs.equals(text(bytes))) {
                assertThat(lines(ours)).as("%s in\n%s", name, text(bytes)).isEqualTo(lines(theirs));
            }
        });
    }

    @Test
    void sshKeygenFindsWhatWasHashed() {
        RandomCases.check(40, random -> {
            byte[] bytes = new RandomKnownHosts(random, 2222, keys).file();
            Path file = Files.write(folder.resolve("theirs"), bytes);
            boolean refused = keygen("-H", "-f", file.toString()).exit() != 0;
            KnownHosts hashed;
            try {
                hashed = known(bytes).hashed();
            } catch (DocumentException broken) {
                assertThat(refused).as(text(bytes)).isTrue();
                return;
            }
            assertThat(refused).as(text(bytes)).isFalse();
            KnownHosts theirs = known(Files.readAllBytes(file));
            assertThat(lines(text(hashed.bytes()))).hasSameSizeAs(lines(text(theirs.bytes())));
            for (String name : List.of("127.0.0.1", "[127.0.0.1]:2222", "mirror.example.org")) {
                assertThat(hashed.find(name).stream().map(KnownHostsLine::number))
                        .as("%s in\n%s", name, text(bytes))
                        .containsExactlyElementsOf(theirs.find(name).stream()
                                .map(KnownHostsLine::number)
                                .toList());
            }
        });
    }

    @Test
    void sshBelievesTheSameKeysOfAHost() {
        RandomCases.check(30, random -> {
            byte[] bytes = new RandomKnownHosts(random, sshd.port(), keys).file();
            Path file = Files.write(folder.resolve("believed"), bytes);
            boolean alias = random.nextInt(4) == 0;
            List<String> options = new ArrayList<>(List.of(
                    "StrictHostKeyChecking=yes",
                    "UserKnownHostsFile=" + file,
                    "HostKeyAlgorithms=ssh-ed25519",
                    "LogLevel=INFO"));
            if (alias) {
                options.add("HostKeyAlias=Mirror.Example.org");
            }
            Ended ended = sshd.login(folder.resolve("host"), "true", options.toArray(String[]::new))
                    .client();

            HostKeyVerdict ours = alias
                    ? known(bytes).verdictOfAlias("Mirror.Example.org", hostKey)
                    : known(bytes).verdict("127.0.0.1", sshd.port(), hostKey);

            assertThat(ours).as("%s\n%s", ended.errors(), text(bytes)).isEqualTo(verdict(ended));
        });
    }

    private static HostKeyVerdict verdict(Ended ended) {
        if (ended.exit() == 0) {
            return HostKeyVerdict.ACCEPTED;
        }
        if (ended.errors().contains("REVOKED HOST KEY DETECTED")) {
            return HostKeyVerdict.REVOKED;
        }
        return ended.errors().contains("REMOTE HOST IDENTIFICATION HAS CHANGED")
                ? HostKeyVerdict.CHANGED
                : HostKeyVerdict.UNKNOWN;
    }

    private static Ended keygen(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("ssh-keygen"));
        command.addAll(List.of(arguments));
        return RealProgram.run(folder, command.toArray(String[]::new));
    }

    private static KnownHosts known(byte[] bytes) {
        return KnownHosts.parse("known_hosts", bytes, installed);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }
}
