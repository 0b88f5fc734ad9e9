package org.pushmirror.rsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pushmirror.core.sync.HookPoint;
import org.pushmirror.core.sync.StepResult;
import org.pushmirror.rsync.RsyncSource;
import org.pushmirror.rsync.sync.program.HookCommand;
import org.pushmirror.rsync.sync.program.SendmailNotifier;
import org.pushmirror.rsync.sync.program.SshCallback;

class SyncSettingsTest {

    private static final MirrorSyncSettings SETTINGS = MirrorSyncSettings.of(
            "site1.example.com", RsyncSource.daemon("hub.example.org", "debian"), Path.of("/srv/mirrors/debian"));

    @Test
    void aChangedCopyLeavesTheSettingsAsTheyWere() {
        MirrorSyncSettings changed = SETTINGS.guards(SyncGuards.NONE)
                .transfer(SyncTransfer.DEFAULT.bandwidthLimit(100).timeout(Duration.ofSeconds(30)))
                .hook(HookPoint.LOCKED, call -> StepResult.good(""));
        assertThat(changed.transfer().bandwidthLimit()).isEqualTo(100);
        assertThat(changed.hook(HookPoint.LOCKED)).isPresent();
        assertThat(SETTINGS.transfer().bandwidthLimit()).isZero();
        assertThat(SETTINGS.hook(HookPoint.LOCKED)).isEmpty();
        assertThat(SETTINGS.guards()).isEqualTo(SyncGuards.ALL);
    }

    @Test
    void theDefaultsAreThoseOfFtpsync() {
        assertThat(SETTINGS.selection().profile()).isEqualTo(IndexProfile.DEBIAN_2018);
        assertThat(SETTINGS.transfer().maxDelete()).isEqualTo(40_000);
        assertThat(SETTINGS.transfer().timeout()).isEqualTo(Duration.ofSeconds(120));
        assertThat(SETTINGS.upstreamWait()).isEqualTo(new UpstreamWait(Duration.ofMinutes(20), 3));
        assertThat(SETTINGS.hub()).isEmpty();
    }

    @Test
    void whatCannotBeCarriedOutIsRefusedAtOnce() {
        assertThatThrownBy(() -> Architectures.including(List.of("amd64/../..")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The architecture \"amd64/../..\" may have letters, digits, hyphen and underscore only.");
        assertThatThrownBy(() -> Architectures.excluding(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SyncSelection.DEFAULT.words(List.of("no option")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SyncOptions.DEFAULT.stage2(List.of("delete")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SyncGuards.ALL.shrink(101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SyncTransfer.DEFAULT.maxDelete(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HookCommand.parse("  ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SshCallback.of("archvsync", "-oProxyCommand=x", Path.of("key")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SendmailNotifier.of(Path.of("/usr/sbin/sendmail"), List.of("-f", "ann@example.com")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
