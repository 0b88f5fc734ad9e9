package org.pushmirror.core.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.trace.ArchiveSerial;

class ArchiveTreeTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void aTreeWithoutAMasterTraceHasNoSerial() {
        assertThat(ArchiveTree.at(folder).serial()).isEmpty();
    }

    @Test
    void aPublicationHoldsTheMarkAndStampsTheNextSerial() {
        ArchiveTree tree = ArchiveTree.at(folder);

        try (Publication publication = tree.publish("hub.example.org", NOON)) {
            assertThat(tree.inProgress()).containsExactly("hub.example.org");
            assertThat(publication.commit()).isEqualTo(new ArchiveSerial("2026112201"));
            assertThat(tree.inProgress()).containsExactly("hub.example.org");
        }

        assertThat(tree.inProgress()).isEmpty();
        assertThat(tree.serial()).contains(new ArchiveSerial("2026112201"));
        try (Publication publication = tree.publish("hub.example.org", NOON)) {
            assertThat(publication.commit()).isEqualTo(new ArchiveSerial("2026112202"));
        }
    }

    @Test
    void rsyncSeesTheNextSerialEvenWithinASecond() throws IOException {
        ArchiveTree tree = ArchiveTree.at(folder);
        try (Publication publication = tree.publish("hub.example.org", NOON)) {
            publication.commit();
        }
        long before = Files.getLastModifiedTime(tree.masterTrace()).to(TimeUnit.SECONDS);

        try (Publication publication = tree.publish("hub.example.org", NOON)) {
            publication.commit();
        }

        assertThat(Files.getLastModifiedTime(tree.masterTrace()).to(TimeUnit.SECONDS))
                .isGreaterThan(before);
    }

    @Test
    void aChangeThatFailsKeepsTheOldSerial() {
        ArchiveTree tree = ArchiveTree.at(folder);
        try (Publication publication = tree.publish("hub.example.org", NOON)) {
            publication.commit();
        }

        assertThatThrownBy(() -> {
                    try (Publication publication = tree.publish("hub.example.org", NOON)) {
                        assertThat(publication).isNotNull();
                        throw new IllegalStateException("the change failed");
                    }
                })
                .hasMessage("the change failed");

        assertThat(tree.serial()).contains(new ArchiveSerial("2026112201"));
        assertThat(tree.inProgress()).isEmpty();
    }

    @Test
    void twoPublicationsAtATimeAreRefused() {
        ArchiveTree tree = ArchiveTree.at(folder);

        try (Publication first = tree.publish("hub.example.org", NOON)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> tree.publish("hub.example.org", NOON))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("Archive-Update-in-Progress-hub.example.org");
        }
    }

    @Test
    void aNameCannotLeaveTheTree() {
        assertThatThrownBy(() -> ArchiveTree.at(folder).inProgressMark("../x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aChangeThatFailsGetsBackTheMasterTraceThatItRemoved() throws IOException {
        ArchiveTree tree = ArchiveTree.at(folder);
        try (Publication publication = tree.publish("hub.example.org", NOON)) {
            publication.commit();
        }
        byte[] before = Files.readAllBytes(tree.masterTrace());

        try (Publication publication = tree.publish("hub.example.org", NOON)) {
            assertThat(publication).isNotNull();
            Files.delete(tree.masterTrace());
            Files.delete(tree.traceFolder());
        }

        assertThat(tree.masterTrace()).hasBinaryContent(before);
    }

    @Test
    void aChangeThatRemovesTheMasterTraceStillGetsTheNextSerial() throws IOException {
        ArchiveTree tree = ArchiveTree.at(folder);
        try (Publication publication = tree.publish("hub.example.org", NOON)) {
            publication.commit();
        }

        try (Publication publication = tree.publish("hub.example.org", NOON)) {
            Files.delete(tree.masterTrace());
            assertThat(publication.commit()).isEqualTo(new ArchiveSerial("2026112202"));
        }
    }

    @Test
    void theMarkOfAPublisherThatWasKilledIsTakenOver() throws IOException, InterruptedException {
        ArchiveTree tree = ArchiveTree.at(folder);
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Files.writeString(tree.inProgressMark("hub.example.org"), ended.pid() + "\n");

        try (Publication publication = tree.publish("hub.example.org", NOON)) {
            assertThat(publication.commit()).isEqualTo(new ArchiveSerial("2026112201"));
        }

        assertThat(tree.inProgress()).isEmpty();
    }
}
