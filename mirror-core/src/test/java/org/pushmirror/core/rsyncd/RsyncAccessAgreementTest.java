package org.pushmirror.core.rsyncd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.oracle.RandomCases;
import org.pushmirror.core.oracle.RealProgram;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.core.secrets.SecretsFile;

/** The real rsync lets in and keeps out whom we say it does. */
class RsyncAccessAgreementTest {

    @TempDir
    Path folder;

    private Path module;

    @BeforeEach
    void makeModule() throws Exception {
        module = Files.createDirectory(folder.resolve("module"));
    }

    @Test
    void rsyncAgreesOnHosts() {
        RandomCases.check(200, random -> {
            String allow = random.nextInt(3) == 0 ? "" : hosts(random);
            String deny = random.nextInt(3) == 0 ? "" : hosts(random);
            String address = RandomCases.one(
                    random, "127.0.0.1", "192.0.2.7", "10.1.2.3", "2001:db8::1", "::1", "fe80::7", "0.0.0.127");

            boolean ours = HostsAccess.parse(allow, deny).matches(address, HostsAccess.UNDETERMINED);

            assertThat(ours)
                    .as("allow %s deny %s address %s", allow, deny, address)
                    .isEqualTo(admits(allow, deny, address));
        });
    }

    private static String hosts(RandomGenerator random) {
        StringBuilder hosts = new StringBuilder();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            hosts.append(host(random)).append(RandomCases.one(random, " ", ",", ", ", "\t"));
        }
        return hosts.toString().strip();
    }

    private static String host(RandomGenerator random) {
        String address = RandomCases.one(
                random,
                "127.0.0.1",
                "192.0.2.0",
                "10.0.0.0",
                "127.1",
                "127",
                "10.1.",
                "0300.0.2.7",
                "256.0.0.1",
                "2001:db8::",
                "::1",
                "fe80::",
                "::",
                "1:2",
                "::ffff:10.1.2.3",
                "zz");
        String mask = RandomCases.one(
                random,
                "/8",
                "/24",
                "/32",
                "/0",
                "/33",
                "/",
                "/255.0.0.0",
                "/255.255",
                "/ffff::",
                "/64",
                "/128",
                "/129",
                "/x",
                "/+8",
                "/08",
                "/-1");
        return switch (random.nextInt(4)) {
            case 0 -> address;
            case 1, 2 -> address + mask;
            default ->
                RandomCases.one(
                        random,
                        "*",
                        "UNDET*",
                        "undetermined",
                        "host.example.com",
                        "ALL",
                        "[a-z]*",
                        "[!u]*",
                        "?nd*",
                        "*.*",
                        "@x",
                        "127.0.0.*",
                        "a;b",
                        "*determine[[:alpha:]]",
                        "un\\determined",
                        "[u-",
                        "**",
                        "!x");
        };
    }

    private boolean admits(String allow, String deny, String address) throws Exception {
        Path conf = write(
                "use chroot = no\nreverse lookup = no\nforward lookup = no\nlog file = /dev/null\n[m]\npath = " + module
                        + "\n" + (allow.isEmpty() ? "" : "hosts allow = " + allow + "\n")
                        + (deny.isEmpty() ? "" : "hosts deny = " + deny + "\n"));
        String said = RealProgram.run(
                        folder,
                        "@RSYNCD: 31.0\nm\n".getBytes(StandardCharsets.US_ASCII),
                        List.of("rsync", "--server", "--daemon", "--config=" + conf, "."),
                        Map.of("SSH_CONNECTION", address + " 1 192.0.2.1 22"))
                .text();
        assertThat(said).containsAnyOf("@RSYNCD: OK", "access denied");
        return said.contains("@RSYNCD: OK");
    }

    @Test
    void rsyncAgreesOnWhoLogsInWithWhatAndMayWrite() {
        RandomCases.check(60, random -> {
            String users = users(random);
            byte[] secrets = secrets(random).getBytes(StandardCharsets.ISO_8859_1);
            String user = RandomCases.one(random, "ann", "bob", "anna", "Ann");
            String password = RandomCases.one(random, "a", "b", "a b", "a:b", " a", "c");

            Optional<AuthRule> rule = AuthUsers.parse(users).rule(user, List.of());
            boolean known = SecretsFile.parse("secrets", secrets)
                    .password(user)
                    .filter(Password.of(password)::equals)
                    .isPresent();
            boolean in =
                    users.isEmpty() || known && rule.isPresent() && rule.get().right() != AuthRule.Right.DENY;
            boolean writes = in && (users.isEmpty() || rule.orElseThrow().right() != AuthRule.Right.READ_ONLY);

            assertThat(new boolean[] {in, writes})
                    .as("auth users %s secrets %s user %s password %s", users, new String(secrets), user, password)
                    .isEqualTo(login(users, secrets, user, password));
        });
    }

    private static String users(RandomGenerator random) {
        StringBuilder users = new StringBuilder(random.nextInt(8) == 0 ? "," : "");
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            users.append(RandomCases.one(
                            random, "ann", "bob", "a*", "?ob", "[ab]*", "@nogrp*", "ann bob", "*", "an[!x]"))
                    .append(RandomCases.one(random, "", "", ":deny", ":ro", ":rw", ":RO", ":allow", ":r", ":rwx"))
                    .append(RandomCases.one(random, ",", ", ", " "));
        }
        return users.toString().strip();
    }

    private static String secrets(RandomGenerator random) {
        StringBuilder secrets = new StringBuilder();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            secrets.append(RandomCases.one(random, "", "", "", " ", "#", "x".repeat(1018) + "\n", "y".repeat(1023)))
                    .append(RandomCases.one(random, "ann", "bob", "anna", "@ann", "Ann"))
                    .append(":")
                    .append(RandomCases.one(random, "a", "b", "a b", "a:b", " a", "c", "", "a\0b"))
                    .append(RandomCases.one(random, "\n", "\n", "\r\n", "\n\n", "\r"));
        }
        return secrets.toString();
    }

    /** Whether the user gets in, and whether a file can be sent. */
    private boolean[] login(String users, byte[] secrets, String user, String password) throws Exception {
        Path file = Files.write(folder.resolve("secrets"), secrets);
        Path sent = Files.writeString(folder.resolve("sent"), "x");
        Path conf = write("use chroot = no\nread only = no\nstrict modes = no\nlog file = /dev/null\n[m]\npath = "
                + module + "\nsecrets file = " + file + "\nauth users = " + users + "\n");
        Map<String, String> environment = Map.of(
                "RSYNC_PASSWORD", password, "RSYNC_CONNECT_PROG", "rsync --server --daemon --config=" + conf + " .");
        String url = "rsync://" + user + "@x/m/";
        boolean in = RealProgram.run(folder, new byte[0], List.of("rsync", url), environment)
                        .exit()
                == 0;
        boolean writes = RealProgram.run(folder, new byte[0], List.of("rsync", sent.toString(), url), environment)
                        .exit()
                == 0;
        return new boolean[] {in, writes};
    }

    private Path write(String conf) throws Exception {
        return Files.writeString(folder.resolve("rsyncd.conf"), conf);
    }
}
