package org.pushmirror.core.text;

/**
 * A place in a file. Immutable.
 *
 * @param file the name of the file, as its document was given it
 * @param line the line, from 1; lines end at LF and nowhere else
 * @param column the column in bytes, from 1
 */
public record Place(String file, int line, int column) {

    /**
     * Checks the numbers.
     *
     * @param file the name of the file, as its document was given it
     * @param line the line, from 1
     * @param column the column in bytes, from 1
     * @throws IllegalArgumentException if the line or the column is below 1
     */
    public Place {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException(
                    "The place " + line + ":" + column + " of " + file + " is not a line and a column from 1.");
        }
    }

    /**
     * The place as error messages show it.
     *
     * @return {@code file:line:column}
     */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
