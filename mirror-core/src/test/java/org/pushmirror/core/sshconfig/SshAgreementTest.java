package org.pushmirror.core.sshconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushmirror.core.oracle.RandomCases.one;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.oracle.RandomCases;
import org.pushmirror.core.oracle.RealProgram;
import org.pushmirror.core.oracle.RealProgram.Ended;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.Severity;

/** Random ssh_config files, given to {@code ssh -G}. */
class SshAgreementTest {

    private static final String[] NAMES = {"mirror", "Mirror", "a.example.org", "mirror.example.org", "192.0.2.1", "x"};
    private static final String[] PATTERNS = {
        "*",
        "mirror",
        "Mirror",
        "MIRROR",
        "*.example.org",
        "!mirror",
        "!*.example.org",
        "mirror*",
        "m?rror",
        "a.*",
        "192.0.2.*",
        "\"mirror\"",
        "192.0.2.0/24",
        "mirror,a.example.org",
        "#x"
    };
    private static final String[] SETTINGS = {
        "HostName h.example.org",
        "HostName=%h.example.org",
        "hostname %%x",
        "HOSTNAME  H2.Example.ORG",
        "HostName %d",
        "HostName \"q.example.org\"",
        "HostName 2001:DB8::1",
        "Port 2222",
        "Port = 33",
        "port=44",
        "Port ssh",
        "Port 0",
        "Port 65536",
        "Port x",
        "Port \"55\"",
        "Port 22 # c",
        "Port 22 x",
        "Port",
        "User joe",
        "User 'jane'",
        "User \"j k\"",
        "User a\\ b",
        "User a\\\"b",
        "user = \"x",
        "IdentityFile ~/.ssh/k1",
        "IdentityFile \"~/.ssh/my key\"",
        "IdentityFile %d/k2",
        "IdentityFile none",
        "IdentityFile k1 k2",
        "ProxyJump j",
        "ProxyJump u@j:2200,k",
        "ProxyJump none",
        "ProxyJump ssh://u@j:22/",
        "ProxyJump j:x",
        "ProxyJump = j # c",
        "ProxyJump [::1]:22",
        "ProxyJump @j",
        "ProxyJump j,",
        "ProxyCommand nc %h %p",
        "ProxyCommand none",
        "ConnectTimeout 10",
        "ConnectTimeout 1m30s",
        "ConnectTimeout none",
        "ConnectTimeout 1x",
        "ConnectTimeout -1",
        "ConnectTimeout 1H",
        "ConnectionAttempts 3",
        "ConnectionAttempts -1",
        "ConnectionAttempts x",
        "UserKnownHostsFile /a /b",
        "UserKnownHostsFile none",
        "UserKnownHostsFile none /a",
        "UserKnownHostsFile \"/a b\" /c",
        "UserKnownHostsFile ''",
        "GlobalKnownHostsFile /g",
        "StrictHostKeyChecking yes",
        "StrictHostKeyChecking ACCEPT-new",
        "StrictHostKeyChecking off",
        "StrictHostKeyChecking maybe",
        "StrictHostKeyChecking True",
        "HostKeyAlias Alias",
        "HostKeyAlias %h",
        "IdentitiesOnly yes",
        "IdentitiesOnly TRUE",
        "IdentitiesOnly 1",
        "BatchMode yes",
        "BatchMode no",
        "PreferredAuthentications publickey",
        "ServerAliveInterval 30",
        "ServerAliveInterval 1m",
        "ServerAliveCountMax 5",
        "UpdateHostKeys ask",
        "UpdateHostKeys No",
        "AddressFamily inet",
        "AddressFamily INET6",
        "AddressFamily x",
        "Compression yes",
        "ForwardAgent no",
        "NoSuchKeyword 1",
        "IgnoreUnknown NoSuch*",
        "# comment",
        "",
        "  ",
        "\t# c",
        "\"Port\" 77",
        "Port\t=\t88",
        "=Port 99",
        "Port==1",
        "IdentityFile ~/.ssh/k1\f",
        "User x#y",
        "User x #y",
        "RSAAuthentication yes"
    };

    @TempDir
    static Path folder;

    private final SshUser user = new SshUser(
            System.getProperty("user.name"), Path.of(System.getProperty("user.home")), "localhost", System.getenv());

    @Test
    void sshReadsTheSameSettings() {
        RandomCases.check(120, random -> {
            String text = file(random, 0);
            Path file = Files.write(folder.resolve("config"), EscapedUtf8.encode(text));
            String host = one(random, NAMES);
            Ended ended = RealProgram.run(folder, "ssh", "-G", "-F", file.toString(), host);

            SshHostSettings ours = SshConfig.read(file, user).settings(host, user);

            boolean accepted = ours.diagnostics().stream().noneMatch(problem -> problem.severity() == Severity.FATAL);
            assertThat(accepted)
                    .as("%s: %s%s\n%s", host, ended.errors(), ours.diagnostics(), text)
                    .isEqualTo(ended.exit() == 0);
            if (accepted) {
                assertThat(words(ours)).as("%s in\n%s", host, text).isEqualTo(words(ended.text(), ours));
            }
        });
    }

    private static String file(RandomGenerator random, int depth) throws Exception {
        StringBuilder text = new StringBuilder();
        int lines = 1 + random.nextInt(9);
        for (int i = 0; i < lines; i++) {
            String line = switch (random.nextInt(12)) {
                case 0, 1, 2 -> one(random, "Host ", "host ", "Host=", "Host\t") + patterns(random);
                case 3 -> "Match " + conditions(random);
                case 4 -> depth == 0 ? "Include " + include(random) : "Port 1234";
                default -> sound(random);
            };
            text.append(one(random, "", "", "  ", "\t")).append(line).append(random.nextInt(12) == 0 ? "\r\n" : "\n");
        }
        return text.toString();
    }

    /** Most of the settings are right, so that most files are accepted. */
    private static String sound(RandomGenerator random) {
        String setting = one(random, SETTINGS);
        boolean wrong = setting.matches(
                ".*( x| 0|65536|1x|-1|maybe|'')$|Port 22 x|Port|user = \"x|IdentityFile k1 k2|.*none /a|.*@j|.*j,|NoSuch.*|"
                        + "IdentitiesOnly 1|HostName %d|Port==1|.*j:x");
        return wrong && random.nextInt(25) > 0 ? "Port 2022" : setting;
    }

    private static String patterns(RandomGenerator random) {
        List<String> patterns = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            patterns.add(one(random, PATTERNS));
        }
        return String.join(" ", patterns);
    }

    private static String conditions(RandomGenerator random) {
        return switch (random.nextInt(14)) {
            case 0 -> "all";
            case 1 -> "final" + one(random, "", " host *.example.org", " all");
            case 2 -> "canonical";
            case 3 -> "user joe";
            case 4 -> "user joe,root";
            case 5 -> "localuser " + System.getProperty("user.name");
            case 6 -> "!localuser " + System.getProperty("user.name");
            case 7 -> one(random, "all host x", "host", "nosuch x", "", "!all", "host x all", "all # c");
            default ->
                one(random, "host ", "Host ", "originalhost ", "!host ", "OriginalHost=")
                        + one(
                                random,
                                "mirror",
                                "MIRROR",
                                "*.example.org",
                                "h.example.org,mirror",
                                "!mirror,*",
                                "\"a.example.org\"")
                        + one(random, "", "", " user root", " !user joe", " # comment");
        };
    }

    private static String include(RandomGenerator random) throws Exception {
        Path included = folder.resolve("inc" + random.nextInt(3));
        Files.write(included, EscapedUtf8.encode(file(random, 1)));
        return one(
                random,
                included.toString(),
                folder + "/inc*",
                folder + "/nosuch",
                "\"" + included + "\" # c",
                included + " " + included);
    }

    private static Map<String, String> words(SshHostSettings settings) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("hostname", settings.hostName());
        words.put("port", Integer.toString(settings.port()));
        words.put("user", settings.user());
        words.put("identityfile", String.join("|", settings.identityFiles()));
        words.put(
                "proxyjump",
                settings.proxyJump().stream().map(JumpHost::toString).collect(Collectors.joining(",")));
        words.put("proxycommand", settings.proxyCommand().orElse(""));
        words.put(
                "connecttimeout",
                settings.connectTimeout()
                        .map(Duration::toSeconds)
                        .map(String::valueOf)
                        .orElse("none"));
        words.put("connectionattempts", Integer.toString(settings.connectionAttempts()));
        words.put(
                "userknownhostsfile",
                files(settings.userKnownHostsFiles().stream()
                        .map(settings::expand)
                        .toList()));
        words.put("globalknownhostsfile", files(settings.globalKnownHostsFiles()));
        words.put(
                "stricthostkeychecking",
                switch (settings.strictHostKeyChecking()) {
                    case YES -> "true";
                    case OFF -> "false";
                    case ASK -> "ask";
                    case ACCEPT_NEW -> "accept-new";
                });
        words.put("hostkeyalias", settings.hostKeyAlias().orElse(""));
        words.put("identitiesonly", settings.identitiesOnly() ? "yes" : "no");
        words.put("batchmode", settings.batchMode() ? "yes" : "no");
        words.put(
                "preferredauthentications", settings.preferredAuthentications().orElse(""));
        words.put("serveralivecountmax", Integer.toString(settings.serverAliveCountMax()));
        words.put("addressfamily", settings.addressFamily().orElse("any"));
        return words;
    }

    private static String files(List<String> files) {
        return files.isEmpty() ? "none" : String.join(" ", files);
    }

    /** What ssh prints for the same keywords. Without identity files of its own, it prints its defaults. */
    private static Map<String, String> words(String output, SshHostSettings ours) {
        Map<String, String> words = new LinkedHashMap<>(words(ours));
        words.replaceAll((keyword, value) -> "");
        words.put("proxycommand", "");
        for (String line : output.split("\n")) {
            int space = line.indexOf(' ');
            String keyword = space < 0 ? line : line.substring(0, space);
            String value = space < 0 ? "" : line.substring(space + 1);
            if (words.containsKey(keyword)) {
                words.merge(keyword, value, (old, added) -> old.isEmpty() ? added : old + "|" + added);
            }
        }
        if (ours.identityFiles().isEmpty()) {
            words.put("identityfile", "");
        }
        return words;
    }
}
