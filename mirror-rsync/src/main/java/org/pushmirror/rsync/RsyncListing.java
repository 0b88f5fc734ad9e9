package org.pushmirror.rsync;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.text.EscapedUtf8;

/**
 * Lists what a source has, in one connection, and transfers nothing. It is a dry run into a folder that is not there: the
 * list of the rsync client itself does not tell an arrow in a name from that of a link. Each method returns a changed copy.
 * Immutable, safe for use by several threads.
 */
public final class RsyncListing {

    /** How deep a listing looks. */
    public enum Depth {
        /** What is in the folder itself. */
        FOLDER(RsyncOption.DIRS),
        /** Everything below the folder. */
        TREE(RsyncOption.RECURSIVE);

        private final RsyncOption<Void> option;

        Depth(RsyncOption<Void> option) {
            this.option = option;
        }
    }

    private final RsyncCommand command;
    private final RsyncOptions options;
    private final @Nullable List<String> names;

    private RsyncListing(RsyncCommand command, RsyncOptions options, @Nullable List<String> names) {
        this.command = command;
        this.options = options;
        this.names = names;
    }

    static RsyncListing of(Rsync rsync, RsyncSource source, Depth depth) {
        Path nowhere = Path.of(System.getProperty("java.io.tmpdir"), "pushmirror-list-" + UUID.randomUUID());
        RsyncCommand command = rsync.environment("TZ", "UTC")
                .pull(source)
                .into(nowhere)
                .format(ListedFile.FORMAT)
                .keepChanges(0);
        RsyncOptions options = RsyncOptions.plain()
                .with(RsyncOption.DRY_RUN)
                .with(depth.option)
                .with(RsyncOption.LINKS)
                .with(RsyncOption.DEVICES_AND_SPECIALS)
                // without it, an ordinary user would not be told of devices
                .with(RsyncOption.SUPER);
        return new RsyncListing(command, options, null);
    }

    /**
     * Asks for some names only. A name that the source does not have is no error; it is not listed.
     *
     * @param wanted paths below the source, any number of them
     * @return the changed copy
     * @throws IllegalArgumentException if one is empty, has a NUL or a part {@code ..}
     */
    public RsyncListing names(Collection<String> wanted) {
        wanted.forEach(RsyncListing::requireName);
        return new RsyncListing(command, options, List.copyOf(wanted));
    }

    private static void requireName(String name) {
        if (name.isEmpty()
                || name.indexOf('\0') >= 0
                || Arrays.asList(name.split("/")).contains("..")) {
            throw new IllegalArgumentException("The name \"" + name.replaceAll("\\p{Cntrl}", "?")
                    + "\" cannot be asked for: it is empty, has a NUL, or leaves its folder.");
        }
    }

    /**
     * Adds filter rules after those that are there: what they leave out is not listed.
     *
     * @param filters the rules, in order
     * @return the changed copy
     */
    public RsyncListing filter(RsyncFilter... filters) {
        return new RsyncListing(command, options.filter(filters), names);
    }

    /**
     * Adds options after those that are there, for example a port or a remote shell, and takes over their timeouts.
     *
     * @param more the options
     * @return the changed copy
     */
    public RsyncListing options(RsyncOptions more) {
        return new RsyncListing(command, options.then(more), names);
    }

    /**
     * Sets how long the other end may be silent; {@link RsyncOptions#DEFAULT_TIMEOUT} if not set.
     *
     * @param limit the limit
     * @return the changed copy
     * @throws IllegalArgumentException if it is not positive
     */
    public RsyncListing timeout(Duration limit) {
        return new RsyncListing(command, options.timeout(limit).connectTimeout(limit), names);
    }

    /**
     * Sets how long it may take in all; no limit if not set.
     *
     * @param limit the limit
     * @return the changed copy
     */
    public RsyncListing deadline(Duration limit) {
        return new RsyncListing(command.deadline(limit), options, names);
    }

    /**
     * Lists the files.
     *
     * @return the files in the order of rsync, folders included
     * @throws RsyncException if the source cannot be listed in full; its reason says why
     * @throws InterruptedException if the thread is interrupted; rsync has then been stopped
     */
    public List<ListedFile> run() throws InterruptedException {
        List<ListedFile> files = Collections.synchronizedList(new ArrayList<>());
        forEach(files::add).requireSuccess();
        return List.copyOf(files);
    }

    /**
     * Lists the files one by one, in no more memory than one takes.
     *
     * @param consumer called for each, on a thread of the run; if it throws, the run is stopped
     * @return how the run ended; a source that cannot be listed in full is a result, not an exception
     * @throws RsyncException if the program cannot be started
     * @throws InterruptedException if the thread is interrupted; rsync has then been stopped
     */
    public RsyncResult forEach(Consumer<ListedFile> consumer) throws InterruptedException {
        RsyncCommand listing = command.onChange(line -> ListedFile.of(line).ifPresent(consumer))
                .options(options);
        if (names == null) {
            return listing.run();
        }
        Path file = null;
        try {
            // created for its owner only
            file = Files.createTempFile(
                    "pushmirror-names-" + ProcessHandle.current().pid() + "-", "");
            write(file, names);
            return listing.options(options.without(RsyncOption.RECURSIVE)
                            .with(RsyncOption.IGNORE_MISSING_ARGS)
                            .with(RsyncOption.FROM0)
                            .with(RsyncOption.FILES_FROM, file.toString()))
                    .run();
        } catch (IOException e) {
            throw new RsyncException(
                    "The names to ask for cannot be written to a temporary file: " + e.getMessage(), e);
        } finally {
            delete(file);
        }
    }

    private static void write(Path file, List<String> names) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            StringBuilder batch = new StringBuilder();
            for (String name : names) {
                batch.append(name).append('\0');
                if (batch.length() > 60_000) {
                    out.write(EscapedUtf8.encode(batch));
                    batch.setLength(0);
                }
            }
            out.write(EscapedUtf8.encode(batch));
        }
    }

    private static void delete(@Nullable Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // a file of names in the folder for temporary files, which the system cleans
                return;
            }
        }
    }

    @Override
    public String toString() {
        return command.options(options).toString();
    }
}
