package org.pushmirror.core.sshkeys;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * Some lines of a file. The first ones are kept, as any sensible file has no more; of the others only the numbers are, and they are
 * read again whenever they are asked for, so that a huge file of short lines stays small in memory. Thread-safe once it is filled.
 */
final class LineList<T> extends AbstractList<T> {

    private static final int KEPT = 100_000;

    /** How many lines there are between two of which the place is known. */
    private static final int STEP = 4096;

    private final IntFunction<T> reader;
    private final List<T> kept = new ArrayList<>();
    private final BitSet numbers = new BitSet();
    private int[] steps = new int[1];
    private int more;

    /** An empty list, and what reads the line of a number. */
    LineList(IntFunction<T> reader) {
        this.reader = reader;
    }

    /** Adds a line behind those that are there. */
    void append(int number, T line) {
        if (kept.size() < KEPT) {
            kept.add(line);
            return;
        }
        if (more % STEP == 0) {
            int step = more / STEP;
            steps = step < steps.length ? steps : Arrays.copyOf(steps, 2 * step);
            steps[step] = number;
        }
        numbers.set(number);
        more++;
    }

    @Override
    public T get(int index) {
        if (index < kept.size()) {
            return kept.get(index);
        }
        int behind = Objects.checkIndex(index, size()) - kept.size();
        int number = steps[behind / STEP];
        for (int i = 0; i < behind % STEP; i++) {
            number = numbers.nextSetBit(number + 1);
        }
        return reader.apply(number);
    }

    @Override
    public int size() {
        return kept.size() + more;
    }

    @Override
    public Iterator<T> iterator() {
        return new Iterator<>() {
            private int index;
            private int number = numbers.nextSetBit(0);

            @Override
            public boolean hasNext() {
                return index < size();
            }

            @Override
            public T next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                if (index++ < kept.size()) {
                    return kept.get(index - 1);
                }
                T line = reader.apply(number);
                number = numbers.nextSetBit(number + 1);
                return line;
            }
        };
    }
}
