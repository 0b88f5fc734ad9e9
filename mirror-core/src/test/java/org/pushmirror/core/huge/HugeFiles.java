package org.pushmirror.core.huge;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.pushmirror.core.inetd.InetdConf;
import org.pushmirror.core.rsyncd.RsyncVersion;
import org.pushmirror.core.rsyncd.RsyncdSurroundings;
import org.pushmirror.core.rsyncd.RsyncdTree;
import org.pushmirror.core.secrets.SecretsFile;
import org.pushmirror.core.sshconfig.SshConfig;
import org.pushmirror.core.sshconfig.SshUser;
import org.pushmirror.core.sshkeys.AuthorizedKeys;
import org.pushmirror.core.sshkeys.KnownHosts;
import org.pushmirror.core.sshkeys.LoginAttempt;
import org.pushmirror.core.sshkeys.PublicKey;

/** Reads huge files of each format and looks at all that is found; a program of its own, to have a small heap. */
final class HugeFiles {

    private static final int KEY_BYTES = 51;

    private HugeFiles() {}

    /** Reads files of so many bytes, whose longest line has half of that; prints the name of each that was read. */
    public static void main(String[] arguments) {
        int size = Integer.parseInt(arguments[0]);
        Map<String, Runnable> cases = new LinkedHashMap<>();
        rsyncd(cases, size);
        keys(cases, size);
        others(cases, size);
        cases.forEach((name, read) -> {
            read.run();
            System.out.println(name);
        });
    }

    private static void rsyncd(Map<String, Runnable> cases, int size) {
        Consumer<byte[]> read = HugeFiles::rsyncd;
        StringBuilder modules = new StringBuilder();
        cases.put("modules", () -> {
            for (int i = 0; modules.length() < size; i++) {
                modules.append("[m")
                        .append(i)
                        .append("]\npath = /srv/m")
                        .append(i)
                        .append("\ncomment = module ");
                modules.append(i).append("\n# a module, and words about it that make up a hundred bytes in all\n");
            }
            byte[] bytes = modules.toString().getBytes(StandardCharsets.US_ASCII);
            modules.setLength(0);
            modules.trimToSize();
            read.accept(bytes);
        });
        for (String line : new String[] {"x\n", "[a]\n", "=\n", "#\n", "\n", "uid=x\n", "[", "\0"}) {
            cases.put("rsyncd lines " + line.strip(), () -> read.accept(filled("[m]\n", line, size, "")));
        }
        for (String value : new String[] {"x", "x\\\n", "ann,", "%FOO%", "%F", "\u00FF"}) {
            for (String name : new String[] {"comment", "auth users", "hosts deny", "incoming chmod", "filter"}) {
                cases.put(
                        "rsyncd " + name + " " + value.strip(),
                        () -> read.accept(filled("[m]\n" + name + " = ", value, size / 2, "\n")));
            }
        }
    }

    private static void rsyncd(byte[] bytes) {
        RsyncdSurroundings surroundings = new RsyncdSurroundings(Path.of("/nonexistent"), Map.of("FOO", "foo"));
        RsyncdTree tree = RsyncdTree.of(Path.of("rsyncd.conf"), bytes, surroundings);
        tree.check(RsyncVersion.NEWEST);
        tree.startup().accepted();
        tree.effective().modules().forEach(module -> module.listed());
    }

    private static void keys(Map<String, Runnable> cases, int size) {
        String key = "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob()) + " c\n";
        for (String line : new String[] {"x\n", key, "#\n", "\"", "\0"}) {
            cases.put("authorized_keys lines " + line.strip(), () -> authorized(filled("", line, size, "")));
            cases.put("known_hosts lines " + line.strip(), () -> known(filled("", line, size, "")));
        }
        for (String option : new String[] {"permitopen=\"a:1\",", "environment=\"A=1\",", ",", "no-pty,"}) {
            cases.put("options " + option, () -> authorized(filled("", option, size / 2, "pty " + key)));
        }
        cases.put("from", () -> authorized(filled("from=\"", "192.0.2.1,", size / 2, "\" " + key)));
        cases.put("hosts", () -> known(filled("", "h,", size / 2, "h " + key)));
        cases.put("wildcards", () -> known(filled("", "*?", size / 2, " " + key)));
        cases.put("blob", () -> authorized(filled("ssh-rsa ", "A", size / 2, "\n")));
    }

    private static byte[] blob() {
        byte[] blob = new byte[KEY_BYTES];
        blob[3] = (byte) "ssh-ed25519".length();
        System.arraycopy("ssh-ed25519".getBytes(StandardCharsets.US_ASCII), 0, blob, 4, blob[3]);
        blob[4 + blob[3] + 3] = 32;
        return blob;
    }

    private static void authorized(byte[] bytes) {
        AuthorizedKeys keys = AuthorizedKeys.parse("authorized_keys", bytes);
        keys.diagnostics();
        keys.admission(LoginAttempt.of(
                PublicKey.of(blob(), ""), InetAddress.getLoopbackAddress(), "mirror", Instant.ofEpochSecond(1)));
    }

    private static void known(byte[] bytes) {
        KnownHosts known = KnownHosts.parse("known_hosts", bytes);
        known.diagnostics();
        known.verdict("h", KnownHosts.DEFAULT_PORT, PublicKey.of(blob(), ""));
        known.find("x");
    }

    private static void others(Map<String, Runnable> cases, int size) {
        for (String line : new String[] {"x\n", "a:b\n", "a:", "b"}) {
            cases.put("secrets " + line.strip(), () -> secrets(filled("a:", line, size, "")));
        }
        for (String line : new String[] {"x\n", "a stream tcp nowait root /x y\n", "x y "}) {
            cases.put(
                    "inetd " + line.strip(),
                    () -> InetdConf.parse("inetd.conf", filled("", line, size, ""))
                            .diagnostics());
        }
        for (String line : new String[] {"x\n", "Host a\n", "IdentityFile /a\n", "Match host a ", "Host a b ", "\""}) {
            cases.put(
                    "ssh_config " + line.strip(),
                    () -> SshConfig.parse("config", filled("", line, size, ""), SshUser.current())
                            .settings("a", SshUser.current()));
        }
    }

    private static void secrets(byte[] bytes) {
        SecretsFile secrets = SecretsFile.parse("secrets", bytes);
        secrets.diagnostics();
        secrets.users().size();
        secrets.entries().size();
    }

    /** So many bytes of the same text over and over, with something before and after; characters are bytes. */
    private static byte[] filled(String before, String text, int size, String after) {
        byte[] once = text.getBytes(StandardCharsets.ISO_8859_1);
        int times = size / once.length;
        byte[] bytes = new byte[before.length() + times * once.length + after.length()];
        System.arraycopy(before.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, 0, before.length());
        int end = bytes.length - after.length();
        if (once.length == 1) {
            Arrays.fill(bytes, before.length(), end, once[0]);
        }
        for (int at = before.length(); once.length > 1 && at < end; at += once.length) {
            System.arraycopy(once, 0, bytes, at, once.length);
        }
        System.arraycopy(after.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, end, after.length());
        return bytes;
    }
}
