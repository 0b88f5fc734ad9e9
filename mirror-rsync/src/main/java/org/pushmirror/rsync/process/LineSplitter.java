package org.pushmirror.rsync.process;

import java.util.Arrays;
import org.pushmirror.rsync.process.OutputPiece.Kind;

/**
 * Cuts a stream of bytes into lines (ended by LF or CR LF) and updates (ended by CR alone), in bounded memory. Empty
 * updates are dropped, empty lines are not. For one thread.
 */
final class LineSplitter {

    /** The most bytes that are kept of one piece. */
    static final int LIMIT = 64 * 1024;

    private static final int FIRST_SIZE = 256;

    private final OutputConsumer consumer;
    private byte[] piece = new byte[FIRST_SIZE];
    private int length;
    private boolean truncated;
    private boolean afterCarriageReturn;

    LineSplitter(OutputConsumer consumer) {
        this.consumer = consumer;
    }

    void feed(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            byte next = bytes[i];
            if (next == '\n') {
                afterCarriageReturn = false;
                emit(Kind.LINE);
                continue;
            }
            if (afterCarriageReturn) {
                afterCarriageReturn = false;
                emitUpdate();
            }
            if (next == '\r') {
                afterCarriageReturn = true;
            } else {
                append(next);
            }
        }
    }

    /** The output is at its end: what is left is a line. */
    void end() {
        if (length > 0) {
            emit(Kind.LINE);
        }
    }

    private void append(byte next) {
        if (length == LIMIT) {
            truncated = true;
            return;
        }
        if (length == piece.length) {
            piece = Arrays.copyOf(piece, Math.min(LIMIT, length * 2));
        }
        piece[length++] = next;
    }

    private void emitUpdate() {
        if (length > 0) {
            emit(Kind.UPDATE);
        }
    }

    private void emit(Kind kind) {
        OutputPiece out = new OutputPiece(Arrays.copyOf(piece, length), kind, truncated);
        length = 0;
        truncated = false;
        if (piece.length > LIMIT / 8) {
            piece = new byte[FIRST_SIZE];
        }
        consumer.accept(out);
    }
}
