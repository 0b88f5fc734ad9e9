package org.pushmirror.examples.format;

import java.nio.file.Path;
import java.util.List;

/** A format in which one setting of a live file can be changed from the command line. */
public interface EditableFormat extends Format {

    /**
     * How many words name a setting: two for module and parameter, one for a plain name.
     *
     * @return 1 or 2
     */
    int words();

    /**
     * Sets one setting in place. Every other byte stays.
     *
     * @param file which file
     * @param setting the words that name the setting
     * @param value the new value
     * @param options what the user asked for
     * @throws IllegalArgumentException if there is no such module or parameter, or the value cannot be written; one
     *     sentence
     */
    void set(Path file, List<String> setting, String value, FormatOptions options);

    /**
     * Removes one setting in place. Every other byte stays.
     *
     * @param file which file
     * @param setting the words that name the setting
     * @param options what the user asked for
     * @throws IllegalArgumentException if there is no such setting; one sentence
     */
    void unset(Path file, List<String> setting, FormatOptions options);
}
