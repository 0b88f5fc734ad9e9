package org.pushmirror.ssh;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.sshkeys.KnownHosts;
import org.pushmirror.core.text.AtomicFile;

/**
 * Which host keys are believed. Safe for use by several threads.
 *
 * <p>{@code HostKeys.strict} believes what is on file and nothing else: an unknown, changed or revoked key ends the
 * connection before anything is sent. {@code HostKeys.learning} adds an unknown key to a file and believes it from then on; a
 * changed or revoked key is refused all the same. There is no way to switch the check off.
 */
public final class HostKeys {

    private final HostKeyBook book;

    private HostKeys(HostKeyBook book) {
        this.book = book;
    }

    /**
     * Believes the keys of a known_hosts file, read now.
     *
     * @param file a known_hosts file of OpenSSH
     * @return the policy
     * @throws org.pushmirror.core.text.FileException if the file cannot be read
     */
    public static HostKeys strict(Path file) {
        return new HostKeys(new HostKeyBook(KnownHosts.read(file), file.toString()));
    }

    /**
     * Believes the keys of several known_hosts files, read now, as if they were one. Files that are not there are passed
     * over.
     *
     * @param files known_hosts files of OpenSSH
     * @return the policy
     * @throws org.pushmirror.core.text.FileException if a file is there and cannot be read
     */
    public static HostKeys strict(List<Path> files) {
        return new HostKeys(new HostKeyBook(joined(files), names(files)));
    }

    /**
     * Believes the keys of a known_hosts document.
     *
     * @param knownHosts the document
     * @return the policy
     */
    public static HostKeys strict(KnownHosts knownHosts) {
        return new HostKeys(new HostKeyBook(knownHosts, "the known hosts"));
    }

    /**
     * Believes the keys of a known_hosts file, and learns those of hosts that are not on file: each is added as one line, also
     * when several processes learn at once.
     *
     * @param file a known_hosts file of OpenSSH; made with mode 0600 when the first key is learnt
     * @return the policy
     * @throws org.pushmirror.core.text.FileException if the file is there and cannot be read
     */
    public static HostKeys learning(Path file) {
        return learning(List.of(), file);
    }

    /**
     * Believes the keys of several known_hosts files, and learns those of hosts that are in none of them.
     *
     * @param files files that are only read; those that are not there are passed over
     * @param file where keys are added, which is read, too
     * @return the policy
     * @throws org.pushmirror.core.text.FileException if a file is there and cannot be read
     */
    public static HostKeys learning(List<Path> files, Path file) {
        return new HostKeys(new LearningBook(joined(files), names(files), file));
    }

    private static String names(List<Path> files) {
        return files.isEmpty() ? "any file" : files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    /** To ssh, several files are one document. */
    static KnownHosts joined(List<Path> files) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                all.writeBytes(AtomicFile.read(file));
                all.write('\n');
            }
        }
        return KnownHosts.parse(names(files), all.toByteArray());
    }

    /** The check of one connection. */
    HostKeyCheck checkFor(PushTarget place, SshSettings settings) {
        KnownName name = settings.hostKeyAlias()
                .map(KnownName::ofAlias)
                .orElseGet(() -> KnownName.of(place.host(), place.port()));
        return new HostKeyCheck(book, name);
    }
}
