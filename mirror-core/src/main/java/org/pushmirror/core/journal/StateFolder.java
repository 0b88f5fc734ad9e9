package org.pushmirror.core.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.text.FileException;

/**
 * The folder where a user's pushes keep what they remember: {@code $XDG_STATE_HOME/pushmirror}, by default
 * {@code ~/.local/state/pushmirror}. Immutable; nothing is made before something is written.
 *
 * @param path the folder
 */
public record StateFolder(Path path) {

    private static final String PREFIX = "push";
    private static final String SUFFIX = ".jsonl";

    /**
     * The folder of a user.
     *
     * @param environment the environment, for {@code XDG_STATE_HOME}, which counts if it is an absolute path
     * @param home the home of the user
     * @return the folder
     */
    public static StateFolder of(Map<String, String> environment, Path home) {
        String named = environment.getOrDefault("XDG_STATE_HOME", "");
        Path state =
                named.startsWith("/") ? Path.of(named) : home.resolve(".local").resolve("state");
        return new StateFolder(state.resolve("pushmirror"));
    }

    /**
     * The journal of an archive.
     *
     * @param archive which
     * @return {@code push-NAME.jsonl}, or {@code push.jsonl} for the default archive
     */
    public Path journal(ArchiveName archive) {
        return path.resolve(PREFIX + (archive.isDefault() ? "" : "-" + archive) + SUFFIX);
    }

    /**
     * Where mirrors that call back leave word, see {@link CallbackFile}.
     *
     * @return {@code callbacks.jsonl}
     */
    public Path callbacks() {
        return path.resolve("callbacks.jsonl");
    }

    /**
     * The journals that are there.
     *
     * @return their files, sorted; none if the folder is not there
     * @throws FileException if the folder cannot be read
     */
    public List<Path> journals() {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, PREFIX + "*" + SUFFIX)) {
            files.forEach(found::add);
        } catch (IOException e) {
            throw new FileException(path, FileException.Operation.READ, e);
        }
        found.sort(null);
        return found;
    }
}
