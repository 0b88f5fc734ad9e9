package org.pushmirror.core.timeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes sample pages into a folder, to be looked at. */
final class Pictures {

    private Pictures() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Files.writeString(folder.resolve("20.html"), Timeline.html(SampleReport.of(20)));
        Files.writeString(folder.resolve("10.html"), Timeline.html(SampleReport.of(10)));
        Files.writeString(folder.resolve("100.html"), Timeline.html(SampleReport.of(100)));
        Files.writeString(folder.resolve("1000.html"), Timeline.html(SampleReport.of(1000)));
        Files.writeString(folder.resolve("failures.html"), Timeline.html(SampleReport.ofEveryFailure()));
    }
}
