package org.pushmirror.rsync;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.pushmirror.core.text.EscapedUtf8;

/**
 * What a run did to an item of its target, as rsync itemizes it. Names and link targets are exact: a byte that is not
 * UTF-8 appears in a text as a character from U+DC80 to U+DCFF, and the bytes themselves can be had. Immutable.
 */
public final class RsyncChange {

    /** What was done. */
    public enum Action {
        /** The content was sent to the other end. */
        SENT,
        /** The content was received, or copied from a local source. */
        RECEIVED,
        /** A folder, link or other item without content was created or changed. */
        CREATED,
        /** It became a hard link to another item, or was one that is new. */
        LINKED,
        /** Nothing but attributes was changed, or nothing at all. */
        ATTRIBUTES,
        /** It was deleted. */
        DELETED
    }

    /** What the item is. */
    public enum Kind {
        /** A regular file. */
        FILE,
        /** A folder. */
        FOLDER,
        /** A symbolic link. */
        LINK,
        /** A device. */
        DEVICE,
        /** A socket or a named pipe. */
        SPECIAL,
        /** A deleted item that was not a folder; rsync does not say what it was. */
        NOT_A_FOLDER
    }

    /** An attribute that was not as at the source. */
    public enum Attribute {
        /** The checksum of a file, the target of a link, or the number of a device. */
        CONTENT,
        /** The size. */
        SIZE,
        /** The time of modification; set to that of the source. */
        TIME,
        /** The time of modification; set to that of the transfer, as times are not kept. */
        TIME_OF_TRANSFER,
        /** The permissions. */
        PERMISSIONS,
        /** The owner. */
        OWNER,
        /** The group. */
        GROUP,
        /** The time of access. */
        ACCESS_TIME,
        /** The time of creation. */
        CREATION_TIME,
        /** The access control list. */
        ACL,
        /** Extended attributes. */
        EXTENDED_ATTRIBUTES
    }

    /**
     * The format of a line: a mark that tells it from others, the itemized code, the size, the name, and the target of a
     * link. No name has two slashes in a row, so they end a name.
     */
    public static final String FORMAT = "@%i %l %n//%L";

    private final byte[] line;
    private final Action action;
    private final Kind kind;
    private final long length;
    private final int nameStart;
    private final int nameEnd;

    RsyncChange(byte[] line, Action action, Kind kind, long length, int nameStart, int nameEnd) {
        this.line = line;
        this.action = action;
        this.kind = kind;
        this.length = length;
        this.nameStart = nameStart;
        this.nameEnd = nameEnd;
    }

    /**
     * Reads a line of the format {@value #FORMAT}, which every run of this library asks rsync for, for example from a log
     * that was kept.
     *
     * @param line the line without its end; kept, so nobody may write to it
     * @return the change; empty if it is another line
     */
    public static Optional<RsyncChange> parse(byte[] line) {
        return Optional.ofNullable(ChangeReader.read(line));
    }

    /**
     * What was done.
     *
     * @return the action
     */
    public Action action() {
        return action;
    }

    /**
     * What the item is.
     *
     * @return its kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Whether the item was not there before.
     *
     * @return true for a new item
     */
    public boolean isNew() {
        return line[ChangeReader.ATTRIBUTES] == '+';
    }

    /**
     * Which attributes differed.
     *
     * @return the attributes; empty for a new or deleted item, and where an old rsync does not say
     */
    public Set<Attribute> attributes() {
        EnumSet<Attribute> found = EnumSet.noneOf(Attribute.class);
        if (action != Action.DELETED) {
            for (int i = 0; i < ChangeReader.ATTRIBUTE_COUNT; i++) {
                ChangeReader.attributes(i, line[ChangeReader.ATTRIBUTES + i], found);
            }
        }
        return Collections.unmodifiableSet(found);
    }

    /**
     * The size of the item at the source.
     *
     * @return bytes; empty for a deleted item
     */
    public OptionalLong size() {
        return action == Action.DELETED ? OptionalLong.empty() : OptionalLong.of(length);
    }

    /**
     * The name.
     *
     * @return the path below the target, a folder's with a slash at its end; {@code ./} for the target itself
     */
    public String name() {
        return EscapedUtf8.decode(nameBytes());
    }

    /**
     * The name, exactly.
     *
     * @return the bytes of {@link #name()}
     */
    public byte[] nameBytes() {
        return ChangeReader.unescaped(line, nameStart, nameEnd);
    }

    /**
     * What a symbolic link leads to, or of which item this is a hard link.
     *
     * @return the target; empty for other items
     */
    public Optional<String> linkTarget() {
        int start = nameEnd + ChangeReader.LINK_OFFSET;
        return start > line.length
                ? Optional.empty()
                : Optional.of(EscapedUtf8.decode(ChangeReader.unescaped(line, start, line.length)));
    }

    /**
     * The line that rsync prints for this with {@code --itemize-changes}.
     *
     * @return for example {@code >f+++++++++ pool/a.deb}, with rsync's escapes
     */
    @Override
    public String toString() {
        int code = ChangeReader.ATTRIBUTES - 2;
        int link = Math.min(line.length, nameEnd + ChangeReader.SEPARATOR);
        return text(code, code + ChangeReader.CODE) + " " + text(nameStart, nameEnd) + text(link, line.length);
    }

    int nameLength() {
        return nameEnd - nameStart;
    }

    /** The name after a part of fixed width that a listing puts before it. */
    RsyncChange nameAfter(int width) {
        return new RsyncChange(line, action, kind, length, nameStart + width, nameEnd);
    }

    /** A part of what stands before the name. */
    String beforeName(int start, int end) {
        return text(nameStart - start, nameStart - end);
    }

    private String text(int start, int end) {
        return new String(line, start, end - start, StandardCharsets.UTF_8);
    }
}
