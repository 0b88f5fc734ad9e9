package org.pushmirror.core.archive;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.core.trace.TraceFile;

/**
 * An archive on disk, with the files that Debian's mirrors know it by: {@code project/trace/master} holds its serial,
 * and a mark {@code Archive-Update-in-Progress-NAME} in its root says that NAME is changing it. Works for any tree, not
 * only for Debian's. Immutable; every question reads the disk anew.
 */
public final class ArchiveTree {

    /** What the name of an in-progress mark begins with. As ftpsync, it is served to downstreams on purpose. */
    public static final String IN_PROGRESS = "Archive-Update-in-Progress-";

    /** What the name of an update-required mark begins with. It is a local note of a downstream. */
    public static final String UPDATE_REQUIRED = "Archive-Update-Required-";

    private static final Pattern MIRROR_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final Path root;

    private ArchiveTree(Path root) {
        this.root = root;
    }

    /**
     * The tree in a folder.
     *
     * @param root the folder; it need not exist yet
     * @return the tree
     */
    public static ArchiveTree at(Path root) {
        return new ArchiveTree(root);
    }

    /**
     * The folder of the tree.
     *
     * @return as given
     */
    public Path root() {
        return root;
    }

    /**
     * The folder of the trace files.
     *
     * @return {@code project/trace} in the tree
     */
    public Path traceFolder() {
        return root.resolve("project").resolve("trace");
    }

    /**
     * The trace of the archive itself.
     *
     * @return {@code project/trace/master} in the tree
     */
    public Path masterTrace() {
        return traceFolder().resolve("master");
    }

    /**
     * The serial of the archive.
     *
     * @return the serial of its master trace; empty if there is no such file, or no serial in it
     * @throws org.pushmirror.core.text.FileException if the file is there and cannot be read
     */
    public Optional<ArchiveSerial> serial() {
        return master().flatMap(TraceFile::serial);
    }

    /**
     * When the archive was published in its present state.
     *
     * @return the date of its master trace; empty if there is no such file, or no date in it
     * @throws org.pushmirror.core.text.FileException if the file is there and cannot be read
     */
    public Optional<Instant> published() {
        return master().flatMap(TraceFile::date);
    }

    private Optional<TraceFile> master() {
        return Files.exists(masterTrace())
                ? Optional.of(TraceFile.parse(AtomicFile.read(masterTrace())))
                : Optional.empty();
    }

    /**
     * The in-progress mark of a mirror or publisher.
     *
     * @param name its name
     * @return the path of its mark, whether it is there or not
     * @throws IllegalArgumentException if the name is empty or has another character than letters, digits and . _ -
     */
    public Path inProgressMark(String name) {
        return root.resolve(IN_PROGRESS + checked(name));
    }

    /**
     * The names in the in-progress marks that are there.
     *
     * @return the names, sorted
     * @throws ArchiveException if the folder cannot be read
     */
    public List<String> inProgress() {
        return marks(IN_PROGRESS);
    }

    /**
     * The names in the update-required marks that are there.
     *
     * @return the names, sorted
     * @throws ArchiveException if the folder cannot be read
     */
    public List<String> updateRequired() {
        return marks(UPDATE_REQUIRED);
    }

    /**
     * Whether the indices of the archive fit together: for each suite with an {@code InRelease} or {@code Release} whether
     * the files that it names have the sizes, and perhaps the SHA-256 sums, that it says.
     *
     * @param depth how closely to look
     * @return one report for each suite, sorted; none for an archive without {@code dists}
     * @throws ArchiveException if a folder cannot be read
     * @throws org.pushmirror.core.text.FileException if a file cannot be read
     */
    public List<SuiteReport> checkIndices(SuiteReport.Depth depth) {
        return new IndexCheck(root, depth).run();
    }

    private List<String> marks(String prefix) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> marks = Files.newDirectoryStream(root, prefix + "*")) {
            for (Path mark : marks) {
                names.add(mark.getFileName().toString().substring(prefix.length()));
            }
        } catch (IOException e) {
            throw new ArchiveException("The archive " + root + " cannot be read: " + FileException.reason(e) + ".", e);
        }
        names.sort(null);
        return names;
    }

    /**
     * Begins a change of the archive: from now until the publication is closed, its in-progress mark stands, so that
     * downstreams do not take indices that are being changed.
     *
     * @param publisher the host that publishes, for the mark and the master trace
     * @param clock gives the date of the serial
     * @return the publication, to be committed when the change is done, and closed in any case
     * @throws ArchiveException if a mark of this publisher is there already, or cannot be made
     * @throws IllegalArgumentException if the publisher is no host name
     */
    public Publication publish(String publisher, Clock clock) {
        return Publication.begin(this, checked(publisher), clock);
    }

    private static String checked(String name) {
        if (!MIRROR_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The mirror name \"" + name + "\" is not allowed: letters, digits, dot, underscore and hyphen.");
        }
        return name;
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
