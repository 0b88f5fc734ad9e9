package org.pushmirror.core.rsyncd;

import java.util.Arrays;
import java.util.List;

/** Lists in values whose words are parted by blanks and commas, or by commas alone if the value begins with one. */
final class ConfWords {

    private ConfWords() {}

    static List<String> of(String value) {
        String text = strip(value);
        boolean commasOnly = text.startsWith(",");
        return Arrays.stream(text.split(commasOnly ? "," : "[ ,\t\r\n]+"))
                .map(ConfWords::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The words as a value: with blanks if that reads back, otherwise by commas alone. */
    static String join(List<String> words) {
        boolean blanks = words.stream().anyMatch(word -> word.indexOf(' ') >= 0 || word.indexOf('\t') >= 0);
        return blanks ? ", " + String.join(", ", words) : String.join(", ", words);
    }

    /** Without the white space of C around it. */
    static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && RsyncdGrammar.isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && RsyncdGrammar.isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    static String require(String word, String what) {
        boolean ends = word.isEmpty() || word.chars().anyMatch(c -> c == ',' || c == '\n' || c == '\r' || c == 0);
        if (ends || !strip(word).equals(word)) {
            throw new IllegalArgumentException("The " + what + " \"" + word
                    + "\" is empty, has a comma or a line end, or begins or ends with a blank.");
        }
        return word;
    }
}
