package org.pushmirror.rsync.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.core.sync.SyncScope;

/**
 * The update-required mark of a tree: it says that a request waits, and, one line each, what was asked for. Debian's
 * ftpsync makes an empty one. Used under the {@link TreeGuard}.
 */
final class RequestMark {

    /** Enough for a thousand requests; a longer mark is taken to ask for everything. */
    private static final int LIMIT = 64 * 1024;

    private static final SyncRequest EVERYTHING = SyncRequest.of(ArchiveName.DEFAULT, SyncScope.ALL);

    private final Path file;

    RequestMark(Path file) {
        this.file = file;
    }

    /** What waits: a request, or null for an empty mark, which means "again". */
    record Wish(@Nullable SyncRequest named) {

        /** What to do for it, for a process that did this. */
        SyncRequest after(SyncRequest last) {
            return named == null ? last : named;
        }
    }

    void add(SyncRequest request) throws IOException {
        Files.writeString(
                file,
                request.command() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND);
    }

    boolean exists() {
        return Files.exists(file);
    }

    Optional<Wish> read() throws IOException {
        try {
            if (Files.size(file) > LIMIT) {
                return Optional.of(new Wish(EVERYTHING));
            }
            return Optional.of(wish(Files.readString(file, StandardCharsets.ISO_8859_1)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    Optional<Wish> take() throws IOException {
        Optional<Wish> wish = read();
        Files.deleteIfExists(file);
        return wish;
    }

    private static Wish wish(String content) {
        return new Wish(content.lines()
                .filter(line -> !line.isBlank())
                .map(RequestMark::request)
                .reduce(SyncRequest::and)
                .orElse(null));
    }

    private static SyncRequest request(String line) {
        try {
            return SyncRequest.parse(line, List.of());
        } catch (IllegalArgumentException e) {
            return EVERYTHING;
        }
    }
}
