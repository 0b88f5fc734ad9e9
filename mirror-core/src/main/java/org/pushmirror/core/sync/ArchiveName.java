package org.pushmirror.core.sync;

import java.util.regex.Pattern;

/**
 * The name of an archive in a {@code sync:archive:NAME} word, or the default archive, whose name is empty.
 *
 * <p>Debian's ftpsync turns every character outside {@code [A-Za-z0-9._-]} into an underscore before it looks for
 * {@code ftpsync-NAME.conf}; a name that would be changed, or that could leave a folder ({@code ..}), is refused here.
 * Immutable.
 *
 * @param value the name; empty for the default archive
 */
public record ArchiveName(String value) {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]*");

    /** The archive of the configuration without a name: {@code ftpsync.conf}. */
    public static final ArchiveName DEFAULT = new ArchiveName("");

    /**
     * Checks the name.
     *
     * @param value the name; empty for the default archive
     * @throws IllegalArgumentException if the name has a character that ftpsync would replace, or starts with a dot
     */
    public ArchiveName {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "The archive name \"" + value + "\" has a character other than A-Z a-z 0-9 . _ and -.");
        }
        if (value.startsWith(".")) {
            throw new IllegalArgumentException("The archive name \"" + value + "\" starts with a dot.");
        }
    }

    /**
     * An archive by its name.
     *
     * @param name letters, digits, dot, underscore and hyphen; empty means {@link #DEFAULT}
     * @return the name
     * @throws IllegalArgumentException if the name has another character, or starts with a dot
     */
    public static ArchiveName of(String name) {
        return name.isEmpty() ? DEFAULT : new ArchiveName(name);
    }

    /**
     * Whether this is the default archive.
     *
     * @return true if the name is empty
     */
    public boolean isDefault() {
        return value.isEmpty();
    }

    @Override
    public String toString() {
        return value;
    }
}
