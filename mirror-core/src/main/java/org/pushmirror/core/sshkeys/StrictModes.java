package org.pushmirror.core.sshkeys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.text.FileException.Operation;

/**
 * Whether sshd with {@code StrictModes yes}, its default, accepts an authorized_keys file: the file and every folder above
 * it, up to the home folder, belong to the account or to root, and nobody else may write them. The real path counts, behind
 * symbolic links. Immutable and thread-safe.
 *
 * <p>sshd as it comes from its makers refuses what a group may write. Debian's accepts it where the group is a private one,
 * with the account as its only member.
 */
public final class StrictModes {

    private static final int GROUP_WRITES = 020;
    private static final int OTHERS_WRITE = 02;

    private final long user;
    private final Path home;
    private final PrivateGroups privateGroups;

    /** What sshd makes of a file that the private group of the account may write. */
    public enum PrivateGroups {
        /** It refuses the file, as sshd does that comes from its makers. */
        REFUSED,
        /** It accepts the file, as Debian's sshd does. */
        ACCEPTED
    }

    private StrictModes(long user, Path home, PrivateGroups privateGroups) {
        this.user = user;
        this.home = home;
        this.privateGroups = privateGroups;
    }

    /**
     * The check for an account.
     *
     * @param user the number of the account (uid)
     * @param home its home folder
     * @param privateGroups what its sshd makes of private groups
     * @return the check
     */
    public static StrictModes of(long user, Path home, PrivateGroups privateGroups) {
        return new StrictModes(user, home, privateGroups);
    }

    /**
     * Why sshd would refuse a file.
     *
     * @param file the file; if it does not exist yet, its folder is judged
     * @return one sentence for each obstacle; none if sshd accepts it
     * @throws FileException if the file or a folder cannot be looked at
     */
    public List<String> problems(Path file) {
        List<String> problems = new ArrayList<>();
        try {
            Path real = realPath(file);
            Path end = Files.exists(home) ? home.toRealPath() : home.toAbsolutePath();
            if (Files.exists(real)) {
                if (!Files.isRegularFile(real)) {
                    problems.add(real + " is not a regular file.");
                }
                problem(real).ifPresent(problems::add);
            }
            Path folder = real.getParent();
            while (folder != null) {
                problem(folder).ifPresent(problems::add);
                folder = folder.equals(end) ? null : folder.getParent();
            }
        } catch (IOException failure) {
            throw new FileException(file, Operation.READ, failure);
        }
        return List.copyOf(problems);
    }

    /** Refuses to write a file that sshd would refuse. */
    void requireAccepted(Path file) {
        List<String> problems = problems(file);
        if (!problems.isEmpty()) {
            throw new FileException(file, Operation.WRITE, "sshd would refuse it: " + String.join(" ", problems), null);
        }
    }

    /** Refuses to write a file that others may write, or in a folder that they may write. */
    static void requireClosed(Path file) {
        try {
            Path real = realPath(file);
            for (Path judged : new Path[] {real, real.getParent()}) {
                if (judged != null
                        && Files.exists(judged)
                        && isPosix(judged)
                        && (mode(judged) & (GROUP_WRITES | OTHERS_WRITE)) != 0) {
                    throw new FileException(file, Operation.WRITE, "sshd would refuse it: " + writable(judged), null);
                }
            }
        } catch (IOException failure) {
            throw new FileException(file, Operation.READ, failure);
        }
    }

    private static Path realPath(Path file) throws IOException {
        if (Files.exists(file)) {
            return file.toRealPath();
        }
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder.toRealPath().resolve(file.getFileName());
    }

    private Optional<String> problem(Path path) throws IOException {
        long owner = ((Number) Files.getAttribute(path, "unix:uid")).longValue();
        if (owner != 0 && owner != user) {
            return Optional.of(
                    path + " belongs to the user " + owner + ", and must belong to " + user + " or to root.");
        }
        int mode = mode(path);
        boolean open = (mode & OTHERS_WRITE) != 0
                || (mode & GROUP_WRITES) != 0 && !(privateGroups == PrivateGroups.ACCEPTED && isPrivateGroup(path));
        return open ? Optional.of(writable(path)) : Optional.empty();
    }

    private static String writable(Path path) throws IOException {
        String who = (mode(path) & OTHERS_WRITE) != 0 ? "everybody" : "its group";
        String exception = (mode(path) & OTHERS_WRITE) != 0
                ? ""
                : " (Debian's sshd makes an exception for the account's private group)";
        return who + " may write " + path + "; run chmod go-w on it" + exception + ".";
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private static int mode(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:mode");
    }

    /** Whether the account is the one member of the group, by its own entry or by that of the group. */
    private boolean isPrivateGroup(Path path) throws IOException {
        String group = Files.getAttribute(path, "unix:gid").toString();
        String uid = Long.toString(user);
        String name = "";
        int members = 0;
        for (String[] account : table(Path.of("/etc/passwd"), 4)) {
            name = account[2].equals(uid) ? account[0] : name;
            if (account[3].equals(group)) {
                members++;
                if (!account[2].equals(uid)) {
                    return false;
                }
            }
        }
        String[] entry = groupEntry(group);
        if (entry == null) {
            return false;
        }
        String only = name;
        String[] listed = entry.length > 3 && !entry[3].isEmpty() ? entry[3].split(",") : new String[0];
        return members + listed.length > 0 && Arrays.stream(listed).allMatch(only::equals);
    }

    private static String @Nullable [] groupEntry(String group) throws IOException {
        for (String[] entry : table(Path.of("/etc/group"), 3)) {
            if (entry[2].equals(group)) {
                return entry;
            }
        }
        return null;
    }

    private static List<String[]> table(Path file, int fields) throws IOException {
        return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                .map(line -> line.split(":", -1))
                .filter(entry -> entry.length >= fields)
                .toList();
    }
}
