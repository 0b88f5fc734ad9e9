package org.pushmirror.core.secrets;

import java.util.Arrays;
import org.pushmirror.core.secrets.SecretsEntry.Holder;
import org.pushmirror.core.text.SourceText;
import org.pushmirror.core.text.Span;

/**
 * What rsync takes for lines in a secrets file, those of them that hold something, and which of a name comes first. Only offsets are kept, so that a
 * file of millions of lines stays small in memory. Immutable once made.
 */
final class SecretsChunks {

    /** No such chunk. */
    static final int NONE = -1;

    private static final int INITIAL = 16;

    private final SourceText text;
    private int[] starts = new int[INITIAL];
    private int size;

    /** Chunks by the hash of their names, the first of each; with open addressing, and one more than the chunk so that 0 is free. */
    private int[] table = new int[2 * INITIAL];

    private int names;

    SecretsChunks(SourceText text) {
        this.text = text;
        int line = 0;
        while (line < text.length()) {
            int end = lineEnd(line);
            for (int start = line; start < end; start += SecretsChunk.MAX_BYTES) {
                add(start, line, end);
            }
            line = end;
        }
    }

    private int lineEnd(int start) {
        int end = start;
        while (end < text.length() && text.at(end) != '\n') {
            end++;
        }
        return Math.min(text.length(), end + 1);
    }

    private void add(int start, int lineStart, int lineEnd) {
        SecretsChunk chunk =
                SecretsChunk.read(text, new Span(start, Math.min(lineEnd, start + SecretsChunk.MAX_BYTES)));
        boolean entry = chunk.isEntry();
        if (!entry && !chunk.isStray() && start == lineStart) {
            return;
        }
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size + (size >> 1));
        }
        starts[size++] = start;
        if (entry) {
            remember(size - 1);
        }
    }

    private void remember(int chunk) {
        if (2 * names >= table.length) {
            int[] old = table;
            table = new int[Math.multiplyExact(old.length, 2)];
            for (int slot : old) {
                if (slot != 0) {
                    table[slot(get(slot - 1))] = slot;
                }
            }
        }
        int slot = slot(get(chunk));
        if (table[slot] == 0) {
            table[slot] = chunk + 1;
            names++;
        }
    }

    /** Where the name of a chunk is, or could be put. */
    private int slot(SecretsChunk chunk) {
        Span key = chunk.key();
        int hash = 0;
        for (int at = key.start(); at < key.end(); at++) {
            hash = 31 * hash + text.at(at);
        }
        int slot = spread(hash);
        while (table[slot] != 0 && !sameName(get(table[slot] - 1).key(), key)) {
            slot = (slot + 1) % table.length;
        }
        return slot;
    }

    private int spread(int hash) {
        return Math.floorMod(hash * 0x9E3779B9 ^ hash >>> 15, table.length);
    }

    private boolean sameName(Span one, Span other) {
        if (one.length() != other.length()) {
            return false;
        }
        for (int i = 0; i < one.length(); i++) {
            if (text.at(one.start() + i) != text.at(other.start() + i)) {
                return false;
            }
        }
        return true;
    }

    int size() {
        return size;
    }

    SecretsChunk get(int index) {
        int start = starts[index];
        int limit = Math.min(start + SecretsChunk.MAX_BYTES, text.length());
        int end = start;
        while (end < limit && text.at(end) != '\n') {
            end++;
        }
        return SecretsChunk.read(text, new Span(start, Math.min(limit, end + 1)));
    }

    /** Whether a chunk is the first of its name. */
    boolean isFirst(int index) {
        return table[slot(get(index))] == index + 1;
    }

    /** The first chunk of a name, or {@link #NONE}. */
    int find(Holder holder, String name) {
        SourceText wanted = SourceText.of("", (holder == Holder.GROUP ? "@" : "") + name);
        int hash = 0;
        for (int at = 0; at < wanted.length(); at++) {
            hash = 31 * hash + wanted.at(at);
        }
        for (int slot = spread(hash); table[slot] != 0; slot = (slot + 1) % table.length) {
            Span key = get(table[slot] - 1).key();
            if (Arrays.equals(text.bytes(key), wanted.bytes())) {
                return table[slot] - 1;
            }
        }
        return NONE;
    }
}
