package org.pushmirror.core.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.shell.HostContext;
import org.pushmirror.core.text.Diagnostic;

class InstallationTest {

    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Installation read() {
        HostContext host = HostContext.none().environment(Map.of("HOME", folder.toString(), "LOGNAME", "mirror"));
        return Installation.in(
                List.of(folder.resolve("first"), folder.resolve("second"), folder.resolve("none")), host);
    }

    @Test
    void everyArchiveAndListIsFoundAndTheEarlierFolderCounts() throws IOException {
        write("first/ftpsync.conf", "RSYNC_HOST=hub.example.org\nTO=/srv/debian\nHUB=true\n");
        write("second/ftpsync.conf", "RSYNC_HOST=old.example.org\n");
        write("second/ftpsync-security.conf", "RSYNC_HOST=hub.example.org\nTO=/srv/security\n");
        write("first/runmirrors.conf", "BASEDIR=$HOME\n");
        write("second/runmirrors.mirror", "staged one one.example.org archvsync\n");

        Installation installation = read();

        assertThat(installation.archives())
                .extracting(archive -> archive.archive().value())
                .containsExactly("", "security");
        assertThat(installation.archives().get(0).isHub()).isTrue();
        assertThat(installation.hubs().get(0).list().orElseThrow().mirrors()).hasSize(1);
        assertThat(rules(installation)).contains("hidden-file").doesNotContain("no-list", "hub-without-list");
    }

    @Test
    void whatDoesNotFitTogetherIsSaid() throws IOException {
        write("first/ftpsync-a.conf", "RSYNC_HOST=hub.example.org\nTO=/srv/debian\nHUB=true\n");
        write("first/ftpsync-b.conf", "RSYNC_HOST=hub.example.org\nTO=/srv/debian/\n");
        write("first/runmirrors-x.conf", "BASEDIR=$HOME\n");

        assertThat(rules(read())).contains("hub-without-list", "shared-folder", "no-list");
    }

    @Test
    void nothingInstalledIsAnEmptyInstallation() {
        assertThat(read().archives()).isEmpty();
        assertThat(read().diagnostics()).isEmpty();
    }

    private static List<String> rules(Installation installation) {
        return installation.diagnostics().stream().map(Diagnostic::rule).toList();
    }
}
