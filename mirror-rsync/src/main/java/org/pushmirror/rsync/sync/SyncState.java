package org.pushmirror.rsync.sync;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.text.FileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The numbers of the last stage 1 and of the last complete sync of a tree. They are a help, not the truth: without them, or
 * when they cannot be written, a sync goes on. Used by the holder of the lock.
 */
final class SyncState {

    private static final Logger LOG = LoggerFactory.getLogger(MirrorSync.class);
    private static final String STAGE1_FILES = "stage1.files";
    private static final String STAGE1_UPSTREAM = "stage1.upstream";
    private static final String STAGE1_MASTER = "stage1.master";
    private static final String DONE_FILES = "done.files";
    private static final String DONE_UPSTREAM = "done.upstream";
    private static final String DONE_OPTIONS = "done.options";

    private final Path file;
    private final TreeMap<String, String> values = new TreeMap<>();

    private SyncState(Path file) {
        this.file = file;
    }

    static Path defaultFolder() {
        String state = System.getenv("XDG_STATE_HOME");
        Path folder = state != null && state.startsWith("/")
                ? Path.of(state)
                : Path.of(System.getProperty("user.home"), ".local", "state");
        return folder.resolve("pushmirror").resolve("sync");
    }

    /** The state of a tree, which may be that of no sync yet. */
    static SyncState read(MirrorSyncSettings settings) {
        CRC32 sum = new CRC32();
        sum.update(settings.target().toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
        String name = settings.mirror() + "-" + Long.toHexString(sum.getValue());
        SyncState state = new SyncState(settings.stateFolder().resolve(name));
        if (Files.exists(state.file)) {
            try {
                Properties properties = new Properties();
                properties.load(new StringReader(new String(AtomicFile.read(state.file), StandardCharsets.UTF_8)));
                properties.forEach((key, value) -> state.values.put(key.toString(), value.toString()));
            } catch (IOException | FileException | IllegalArgumentException e) {
                LOG.warn("The numbers of the last sync of {} cannot be read: {}", settings, e.getMessage());
            }
        }
        return state;
    }

    /** How many files upstream had for stage 1 when a sync was last complete. */
    OptionalLong doneFiles() {
        return number(DONE_FILES);
    }

    /** How many files upstream had in the last stage 1. */
    OptionalLong stage1Files() {
        return number(STAGE1_FILES);
    }

    /** Whether it is known what upstream showed before the last stage 1. */
    boolean knowsStage1() {
        return !values.getOrDefault(STAGE1_UPSTREAM, "").isEmpty();
    }

    /** Whether upstream showed this before the last stage 1. */
    boolean isStage1(String upstream) {
        return hash(upstream).equals(values.get(STAGE1_UPSTREAM));
    }

    /** Whether upstream's master trace was this before the last stage 1. */
    boolean isStage1Master(String master) {
        return master.equals(values.get(STAGE1_MASTER));
    }

    private OptionalLong number(String key) {
        String text = values.getOrDefault(key, "");
        return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** A stage 1 is done, of the state that upstream showed before it; an empty text means that it was not seen. */
    void stage1(OptionalLong files, String upstream, String master) {
        values.remove(STAGE1_FILES);
        files.ifPresent(count -> values.put(STAGE1_FILES, Long.toString(count)));
        values.put(STAGE1_UPSTREAM, upstream.isEmpty() ? "" : hash(upstream));
        values.put(STAGE1_MASTER, master);
        write();
    }

    /** Whether the last complete sync was of this state of upstream, with these options. */
    boolean isDone(String upstream, String options) {
        return !upstream.isEmpty()
                && hash(upstream).equals(values.get(DONE_UPSTREAM))
                && options.equals(values.get(DONE_OPTIONS));
    }

    /** A sync is complete: what upstream had in the last stage 1 is what the next is compared with. */
    void done(String upstream, String options) {
        TreeMap<String, String> before = new TreeMap<>(values);
        stage1Files().ifPresent(count -> values.put(DONE_FILES, Long.toString(count)));
        values.put(DONE_UPSTREAM, upstream.isEmpty() ? "" : hash(upstream));
        values.put(DONE_OPTIONS, options);
        if (!values.equals(before)) {
            write();
        }
    }

    /** A name for a text that may be long. */
    static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256.", impossible);
        }
    }

    private void write() {
        StringBuilder text = new StringBuilder();
        values.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\n'));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            AtomicFile.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException | FileException e) {
            LOG.warn("The numbers of this sync cannot be kept for the next: {}", e.getMessage());
        }
    }
}
