package org.pushmirror.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.push.Callback;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.sync.ArchiveName;

class CallbackFileTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    private CallbackFile file() {
        return new CallbackFile(folder.resolve("state/callbacks.jsonl"));
    }

    private static Callback call(Instant at, String mirror) {
        return new Callback(at, mirror, null);
    }

    @Test
    void aCallIsSeenByWhoeverReadsTheFile() {
        CallbackFile reader = file();
        assertThat(reader.since(Instant.EPOCH)).isEmpty();

        file().add(new Callback(NOON, "eu.site1", ArchiveName.of("debian")));

        assertThat(reader.since(NOON)).containsExactly(new Callback(NOON, "eu.site1", ArchiveName.of("debian")));
        assertThat(reader.since(NOON.plusMillis(1))).isEmpty();
    }

    @Test
    void callsThatComeTogetherAreAllThere() {
        List<CompletableFuture<Void>> calls = IntStream.range(0, 50)
                .mapToObj(i -> CompletableFuture.runAsync(() -> file().add(call(NOON, "mirror" + i))))
                .toList();
        calls.forEach(CompletableFuture::join);

        assertThat(file().since(Instant.EPOCH)).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void halfALineIsNoCall() throws IOException {
        file().add(call(NOON, "eu.site1"));
        Files.writeString(
                folder.resolve("state/callbacks.jsonl"), "{\"version\":1,\"at\":\"20", StandardOpenOption.APPEND);

        assertThat(file().since(Instant.EPOCH)).hasSize(1);
    }

    @Test
    void theFileDoesNotGrowForEver() throws IOException {
        Path path = folder.resolve("callbacks.jsonl");
        String line = "{\"version\":1,\"at\":\"2026-11-22T12:00:00Z\",\"mirror\":\"old\"}\n";
        Files.writeString(path, line.repeat(CallbackFile.LONGEST / line.length() + 2));

        CallbackFile file = new CallbackFile(path);
        file.add(call(NOON.plusSeconds(1), "new"));

        assertThat(Files.size(path)).isLessThan(CallbackFile.LONGEST / 2 + 2 * line.length());
        List<Callback> calls = file.since(Instant.EPOCH);
        assertThat(calls.get(calls.size() - 1).mirror()).isEqualTo("new");
    }

    @Test
    void aCallIsAboutATargetByItsNameOrHostAndAboutItsArchive() {
        PushTarget target = PushTarget.of(TargetType.ALL, "eu.site1", "site1.example.com", "archvsync");
        ArchiveName debian = ArchiveName.of("debian");

        assertThat(call(NOON, "EU.site1").isAbout(target, debian)).isTrue();
        assertThat(call(NOON, "site1.example.com").isAbout(target, debian)).isTrue();
        assertThat(call(NOON, "site2.example.com").isAbout(target, debian)).isFalse();
        assertThat(new Callback(NOON, "eu.site1", ArchiveName.of("ports")).isAbout(target, debian))
                .isFalse();
    }
}
