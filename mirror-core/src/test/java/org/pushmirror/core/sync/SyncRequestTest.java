package org.pushmirror.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyncRequestTest {

    @Test
    void aHubSendsTheArchiveFirstAndTheScopeLast() {
        assertThat(SyncRequest.of(ArchiveName.of("debian"), SyncScope.STAGE1)
                        .withMhop()
                        .command())
                .isEqualTo("sync:archive:debian sync:mhop sync:stage1");
    }

    @Test
    void theDefaultArchiveIsNamedWithAnEmptyName() {
        assertThat(SyncRequest.of(ArchiveName.DEFAULT, SyncScope.ALL).command()).isEqualTo("sync:archive: sync:all");
    }

    @Test
    void theWordsOfRunmirrorsBeginWithABlank() {
        assertThat(SyncRequest.parse(" sync:archive: sync:all", List.of()))
                .isEqualTo(SyncRequest.of(ArchiveName.DEFAULT, SyncScope.ALL));
    }

    @ParameterizedTest
    @CsvSource({
        "'', ALL",
        "sync:stage1, STAGE1",
        "sync:stage2, STAGE2",
        "sync:stage1 sync:stage2, ALL",
        "sync:all sync:stage1, STAGE1",
        "sync:stage2 sync:all, ALL"
    })
    void stagesFoldFromLeftToRight(String words, SyncScope scope) {
        assertThat(SyncRequest.parse(words, List.of()).scope()).isEqualTo(scope);
    }

    @Test
    void theForcedCommandOverridesTheWordsThatWereSent() {
        SyncRequest request =
                SyncRequest.parse("sync:archive:security sync:callback", List.of("sync:archive:debian", "sync:mhop"));

        assertThat(request.archive()).isEqualTo(ArchiveName.of("debian"));
        assertThat(request.mhop()).isTrue();
        assertThat(request.callback()).isTrue();
    }

    @Test
    void unknownWordsAreKeptAndNotSentOn() {
        SyncRequest request = SyncRequest.parse("sync:all $(touch/x) ;rm", List.of("-x"));

        assertThat(request.unknown()).containsExactly("$(touch/x)", ";rm", "-x");
        assertThat(request.command()).isEqualTo("sync:archive: sync:all");
    }

    @ParameterizedTest
    @EnumSource(SyncScope.class)
    void whatIsSentIsReadBack(SyncScope scope) {
        SyncRequest request =
                SyncRequest.of(ArchiveName.of("debian-ports.1"), scope).withMhop();

        assertThat(SyncRequest.parse(request.command(), List.of())).isEqualTo(request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../etc", "a/b", "a b", "a;b", "..", ".hidden", "é", "a\nb"})
    void anArchiveNameThatCouldLeaveTheFolderIsRefused(String name) {
        assertThatThrownBy(() -> ArchiveName.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("archive name");
    }

    @Test
    void requestsForDifferentStagesMergeToBoth() {
        assertThat(SyncScope.STAGE1.and(SyncScope.STAGE2)).isEqualTo(SyncScope.ALL);
        assertThat(SyncScope.STAGE2.and(SyncScope.STAGE2)).isEqualTo(SyncScope.STAGE2);
    }
}
