package org.pushmirror.examples.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The account that runs the demo, which is also the one that the triggers log in to: an sshd that does not run as root
 * can let in nobody else.
 *
 * @param name its name
 * @param uid its number
 * @param shell the login shell, which starts forced commands
 */
record Account(String name, long uid, String shell) {

    private static final List<String> NO_SHELLS = List.of("nologin", "false", "sync");

    static Account current() {
        long uid = ownUid();
        String name = System.getProperty("user.name", "");
        return entry(Path.of("/etc/passwd"), uid)
                .map(fields -> new Account(fields[0], uid, fields[6].isEmpty() ? "/bin/sh" : fields[6]))
                .orElseGet(() -> new Account(name, uid, "/bin/sh"));
    }

    boolean isRoot() {
        return uid == 0;
    }

    /** Says so if nothing can be started by logging in to this account. */
    void requireShell() {
        String program = Path.of(shell).getFileName().toString();
        if (NO_SHELLS.contains(program)) {
            throw new DemoException(
                    DemoException.MISSING_PROGRAM,
                    "The account " + name + " has the login shell " + shell
                            + ", which starts no forced command; run the demo as a user with a real shell.",
                    null);
        }
    }

    /** Whether its password is locked, which sshd takes as a locked account unless PAM decides. Only root can tell. */
    boolean isLocked() {
        if (!isRoot() || !Files.isReadable(Path.of("/etc/pam.d/sshd"))) {
            return false;
        }
        try (Stream<String> lines = Files.lines(Path.of("/etc/shadow"), StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.startsWith(name + ":!"));
        } catch (IOException e) {
            return false;
        }
    }

    /** The first of these groups that exists. */
    static Optional<String> group(String... names) {
        try {
            List<String> groups = Files.readAllLines(Path.of("/etc/group"), StandardCharsets.ISO_8859_1);
            return Stream.of(names)
                    .filter(name -> groups.stream().anyMatch(line -> line.startsWith(name + ":")))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long ownUid() {
        try {
            return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "root".equals(System.getProperty("user.name")) ? 0 : -1;
        }
    }

    private static Optional<String[]> entry(Path passwd, long uid) {
        try (Stream<String> lines = Files.lines(passwd, StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.split(":", -1))
                    .filter(fields -> fields.length == 7 && fields[2].equals(Long.toString(uid)))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
