package org.pushmirror.rsync.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

    private final List<String> seen = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(piece ->
            seen.add(piece.kind() + ":" + piece.text().length() + ":" + (piece.truncated() ? "cut" : piece.text())));

    @Test
    void aLineFeedEndsALine() {
        feed("one\n\ntwo\n");
        assertThat(seen).containsExactly("LINE:3:one", "LINE:0:", "LINE:3:two");
    }

    @Test
    void aCarriageReturnEndsAnUpdate() {
        feed("\r 10%\r 20%\rdone\n");
        assertThat(seen).containsExactly("UPDATE:4: 10%", "UPDATE:4: 20%", "LINE:4:done");
    }

    @Test
    void carriageReturnAndLineFeedEndALineEvenWhenReadApart() {
        feed("one\r");
        feed("\ntwo\r\n");
        assertThat(seen).containsExactly("LINE:3:one", "LINE:3:two");
    }

    @Test
    void theEndOfTheOutputEndsALine() {
        feed("one\ntwo");
        splitter.end();
        splitter.end();
        assertThat(seen).containsExactly("LINE:3:one", "LINE:3:two");
    }

    @Test
    void aLineBeyondTheLimitIsCutAndTheNextIsWhole() {
        feed("x".repeat(LineSplitter.LIMIT));
        feed("y".repeat(3 * LineSplitter.LIMIT) + "\nnext\n");
        assertThat(seen).containsExactly("LINE:" + LineSplitter.LIMIT + ":cut", "LINE:4:next");
    }

    private void feed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        splitter.feed(bytes, bytes.length);
    }
}
