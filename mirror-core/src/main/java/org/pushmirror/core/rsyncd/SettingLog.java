package org.pushmirror.core.rsyncd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.pushmirror.core.text.Place;

/**
 * Every line that sets a parameter, in the order in which rsync meets them. A setting is a number in here; the values stay in the
 * files and are read when they are asked for. Once the evaluation has ended nothing changes any more.
 */
final class SettingLog {

    /** No setting. */
    static final int NONE = -1;

    private static final int INITIAL = 16;

    private final List<RsyncdSource> sources;
    private final VariableExpansion expansion;

    private int[] source = new int[INITIAL];
    private int[] line = new int[INITIAL];
    private int[] previous = new int[INITIAL];
    private byte[] parameter = new byte[INITIAL];
    private int size;

    SettingLog(List<RsyncdSource> sources, VariableExpansion expansion) {
        this.sources = sources;
        this.expansion = expansion;
    }

    /** Adds a setting; the previous one is that of the same module before it. */
    int add(int sourceIndex, int lineIndex, RsyncdParameter<?> set, int previousSetting) {
        if (size == source.length) {
            int longer = size + (size >> 1);
            source = Arrays.copyOf(source, longer);
            line = Arrays.copyOf(line, longer);
            previous = Arrays.copyOf(previous, longer);
            parameter = Arrays.copyOf(parameter, longer);
        }
        source[size] = sourceIndex;
        line[size] = lineIndex;
        previous[size] = previousSetting;
        parameter[size] = (byte) set.ordinal();
        return size++;
    }

    int previous(int setting) {
        return previous[setting];
    }

    RsyncdParameter<?> parameter(int setting) {
        return RsyncdParameter.all().get(parameter[setting]);
    }

    boolean sets(int setting, RsyncdParameter<?> wanted) {
        return parameter[setting] == wanted.ordinal();
    }

    int sourceIndex(int setting) {
        return source[setting];
    }

    RsyncdSource source(int setting) {
        return sources.get(source[setting]);
    }

    RsyncdLine line(int setting) {
        return source(setting).get(line[setting]);
    }

    /** Where its line begins in the file. */
    int start(int setting) {
        return source(setting).start(line[setting]);
    }

    Place place(int setting) {
        return source(setting).text().place(start(setting));
    }

    /** The value of a setting of this parameter; empty if rsync keeps the value from before. */
    <T> Optional<T> value(int setting, RsyncdParameter<T> of) {
        return of.read(line(setting).value(), expansion);
    }

    /** The settings from this one back to the first of its module, in the order of the files. */
    List<Integer> upTo(int last) {
        List<Integer> settings = new ArrayList<>();
        for (int setting = last; setting != NONE; setting = previous[setting]) {
            settings.add(setting);
        }
        Collections.reverse(settings);
        return settings;
    }
}
