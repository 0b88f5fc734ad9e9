package org.pushmirror.examples.demo;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.pushmirror.core.push.PushListener;

/**
 * Where the demo tells how it goes: a terminal gets a live table for each push, a log gets plain lines, and a caller who
 * wants JSON on standard output gets nothing else there.
 */
public final class Screen {

    /** What the other end of standard output is. */
    public enum Kind {
        /** Somebody is looking. */
        TERMINAL,
        /** A file, a pipe, a log. */
        LOG,
        /** Nothing is to be printed. */
        SILENT;

        /** What the starting script found out; Java itself cannot tell on every version. */
        public static Kind ofStandardOutput() {
            return "stdout".equals(System.getProperty("pushmirror.terminal")) ? TERMINAL : LOG;
        }
    }

    private static final int LIVE_ROWS = 20;
    private static final DateTimeFormatter CLOCK_TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final PrintStream out;
    private final Kind kind;

    public Screen(PrintStream out, Kind kind) {
        this.out = out;
        this.kind = kind;
    }

    /** One sentence about what happens now. */
    public void say(String text) {
        switch (kind) {
            case TERMINAL -> print(text + "\n");
            case LOG -> print(CLOCK_TIME.format(LocalTime.now(ZoneId.systemDefault())) + " " + text + "\n");
            case SILENT -> {}
        }
    }

    /** A block of lines as they are. */
    public void show(String block) {
        if (kind != Kind.SILENT) {
            print(block);
        }
    }

    /** Follows a push. */
    public PushListener listener(Clock clock) {
        return switch (kind) {
            case TERMINAL -> new LiveTable(this::print, clock, LIVE_ROWS, ink());
            case LOG -> new PlainLines(this::say);
            case SILENT -> PushListener.NONE;
        };
    }

    private static LiveTable.Ink ink() {
        String encoding =
                System.getProperty("stdout.encoding", Charset.defaultCharset().name());
        return encoding.equalsIgnoreCase("UTF-8") ? LiveTable.Ink.BLOCKS : LiveTable.Ink.ASCII;
    }

    private void print(String text) {
        out.print(text);
        out.flush();
    }
}
