package org.pushmirror.rsync.process;

/**
 * Takes the output of one stream of a process, on the thread that reads this stream. A consumer that throws has the
 * process stopped; the rest of the output is then dropped.
 */
@FunctionalInterface
public interface OutputConsumer {

    /**
     * Takes one piece.
     *
     * @param piece the piece
     */
    void accept(OutputPiece piece);
}
