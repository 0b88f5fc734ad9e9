package org.pushmirror.rsync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the words of a command as rsync's own parser does. Words that rsync 3.5.0 does not know are left out. */
final class OptionReader {

    private final List<String> words;
    private final List<OptionSetting> found = new ArrayList<>();
    private int next;

    private OptionReader(List<String> words) {
        this.words = words;
    }

    static List<OptionSetting> read(List<String> words) {
        OptionReader reader = new OptionReader(words);
        while (reader.next < words.size()) {
            reader.word(words.get(reader.next++));
        }
        return reader.found;
    }

    private void word(String word) {
        if (word.startsWith("--")) {
            longOption(word);
        } else if (word.length() > 1 && word.startsWith("-")) {
            letters(word);
        }
    }

    private void longOption(String word) {
        int equals = word.indexOf('=');
        String spelling = equals < 0 ? word : word.substring(0, equals);
        Optional<RsyncOption<?>> option = RsyncOption.named(spelling);
        if (option.isEmpty()) {
            return;
        }
        boolean opposite = option.get().opposites().contains(spelling);
        if (option.get().kind().takesValue() && !opposite) {
            value(option.get(), spelling, equals < 0 ? null : word.substring(equals + 1));
        } else {
            found.add(OptionSetting.parse(word));
        }
    }

    private void letters(String word) {
        for (int i = 1; i < word.length(); i++) {
            String spelling = "-" + word.charAt(i);
            Optional<RsyncOption<?>> option = RsyncOption.named(spelling);
            if (option.isEmpty()) {
                return;
            }
            if (option.get().kind().takesValue()) {
                String rest = word.substring(i + 1);
                value(option.get(), spelling, rest.isEmpty() ? null : rest.startsWith("=") ? rest.substring(1) : rest);
                return;
            }
            found.add(OptionSetting.parse(spelling));
        }
    }

    private void value(RsyncOption<?> option, String spelling, @Nullable String attached) {
        if (attached == null && next == words.size()) {
            throw new IllegalArgumentException("The rsync option " + spelling + " needs a value.");
        }
        found.add(OptionSetting.valued(option, spelling, attached == null ? words.get(next++) : attached));
    }
}
