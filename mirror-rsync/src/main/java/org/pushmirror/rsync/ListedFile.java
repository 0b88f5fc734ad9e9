package org.pushmirror.rsync;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file that a source has, without its content. Its name is exact, as in {@link RsyncChange}. Immutable. */
public final class ListedFile {

    /** As the lines of changes, with the time of modification and the permissions before the name. */
    static final String FORMAT = "@%i %l %M %B %n//%L";

    private static final int TIME = 19;
    private static final int PERMISSIONS = 9;
    private static final int BEFORE_NAME = TIME + 1 + PERMISSIONS + 1;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyyy/MM/dd-HH:mm:ss", Locale.ROOT);

    private final RsyncChange item;
    private final @Nullable Instant modified;
    private final String permissions;

    private ListedFile(RsyncChange item, @Nullable Instant modified, String permissions) {
        this.item = item;
        this.modified = modified;
        this.permissions = permissions;
    }

    /** The file of a line; empty if the line is of another form. */
    static Optional<ListedFile> of(RsyncChange line) {
        if (line.nameLength() <= BEFORE_NAME) {
            return Optional.empty();
        }
        RsyncChange item = line.nameAfter(BEFORE_NAME);
        String permissions = item.beforeName(PERMISSIONS + 1, 1);
        return Optional.of(new ListedFile(item, time(item.beforeName(BEFORE_NAME, PERMISSIONS + 2)), permissions));
    }

    private static @Nullable Instant time(String text) {
        try {
            return LocalDateTime.parse(text, CLOCK).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            // rsync prints what it can of a time that no calendar has
            return null;
        }
    }

    /**
     * What it is.
     *
     * @return its kind
     */
    public RsyncChange.Kind kind() {
        return item.kind();
    }

    /**
     * Its name.
     *
     * @return the path below the source, a folder's with a slash at its end; {@code ./} for the source itself
     */
    public String name() {
        return item.name();
    }

    /**
     * Its name, exactly.
     *
     * @return the bytes of {@link #name()}
     */
    public byte[] nameBytes() {
        return item.nameBytes();
    }

    /**
     * Its size.
     *
     * @return bytes; of a folder, what its file system says
     */
    public long size() {
        return item.size().orElse(0);
    }

    /**
     * When it was modified, in whole seconds.
     *
     * @return the time; empty if it is none of the calendar
     */
    public Optional<Instant> modified() {
        return Optional.ofNullable(modified);
    }

    /**
     * Its permissions.
     *
     * @return for example {@code rw-r--r--}
     */
    public String permissions() {
        return permissions;
    }

    /**
     * What a symbolic link leads to.
     *
     * @return the target; empty for other files
     */
    public Optional<String> linkTarget() {
        return kind() == RsyncChange.Kind.LINK ? item.linkTarget() : Optional.empty();
    }

    @Override
    public String toString() {
        return permissions + " " + size() + " " + name();
    }
}
