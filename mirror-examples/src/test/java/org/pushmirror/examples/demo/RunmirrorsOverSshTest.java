package org.pushmirror.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.shell.ShellFile;
import org.pushmirror.examples.Program;
import org.pushmirror.ssh.SshKeyPair;

/** bin/runmirrors and Debian's, with real mirrors behind real sshds that run Debian's ftpsync. */
@Timeout(300)
class RunmirrorsOverSshTest {

    private static final String DEBIANS = "/usr/bin/runmirrors";

    @TempDir
    Path folder;

    private Fleet fleet;
    private Path home;
    private Path configurations;

    @BeforeEach
    void makeHub() throws Exception {
        fleet = new Fleet(Files.createDirectory(folder.resolve("fleet")));
        home = Files.createDirectory(folder.resolve("home"));
        configurations = Files.createDirectories(home.resolve(".config/ftpsync"));
    }

    @AfterEach
    void endFleet() {
        fleet.close();
    }

    private void configure(String more) throws Exception {
        Files.writeString(
                configurations.resolve("runmirrors.conf"),
                "MAILTO=' '\nPUSHARCHIVE=debian\nBASEDIR=" + home + "\nKEYFILE="
                        + fleet.hub().keyFile() + "\n" + more);
    }

    private void list(TargetType type) throws Exception {
        StringBuilder list = new StringBuilder();
        for (String name : List.of("m1", "m2")) {
            PushTarget target = fleet.mirror(name).target(type);
            list.append(type.word() + " " + name + " " + target.host() + " " + target.user() + " -p " + target.port()
                    + "\n");
        }
        Files.writeString(configurations.resolve("runmirrors.mirror"), list);
    }

    private Program push(String program, String... words) {
        String[] command = new String[words.length + 1];
        command[0] = program;
        System.arraycopy(words, 0, command, 1, words.length);
        return Program.run(folder, Map.of("HOME", home.toString(), "LOGNAME", "nobody"), command);
    }

    private String ours() {
        return Program.bin().resolve("runmirrors").toString();
    }

    @Test
    void stagedMirrorsAreBroughtToTheNewState() throws Exception {
        fleet.debians("m1", ShellFile.create());
        fleet.debians("m2", ShellFile.create());
        configure("PUSHDELAY=60\n");
        list(TargetType.STAGED);

        Program run = push(ours(), "-k", "all");

        assertThat(run.err()).isEmpty();
        assertThat(run.status())
                .as("%s", Files.readString(home.resolve(".local/log/ftpsync/runmirrors.log")))
                .isZero();
        for (String name : List.of("m1", "m2")) {
            assertThat(fleet.callsOf(name))
                    .filteredOn(line -> line.startsWith("end "))
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("end 0 "));
            assertThat(fleet.mirror(name).tree().resolve("big-1.tar")).exists();
        }
        assertThat(Files.readAllLines(home.resolve(".ssh/pushmirror_known_hosts")))
                .hasSize(2);
    }

    @Test
    void aChangedHostKeyIsRefusedWhereDebiansTakesIt() throws Exception {
        fleet.debians("m1", ShellFile.create());
        fleet.debians("m2", ShellFile.create());
        PushTarget changed = fleet.mirror("m1").target(TargetType.ALL);
        Path known = Files.createDirectories(home.resolve(".ssh")).resolve("known_hosts");
        Files.writeString(
                known,
                "[" + changed.host() + "]:" + changed.port() + " "
                        + SshKeyPair.generate("").publicKey() + "\n");
        configure("SSH_OPTS='-o StrictHostKeyChecking=no -o UserKnownHostsFile=" + known + "'\n");
        list(TargetType.ALL);

        assertThat(push(DEBIANS, "-k", "all").status()).isZero();
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(fleet.callsOf("m1")).anyMatch(line -> line.startsWith("end ")));
        Files.writeString(fleet.callsFile("m1"), "");

        Program run = push(ours(), "-k", "all");

        assertThat(run.status()).isEqualTo(1);
        assertThat(fleet.callsOf("m1")).isEmpty();
        assertThat(Files.readString(home.resolve(".local/log/ftpsync/runmirrors.log")))
                .contains("m1: host-key-rejected. ");
    }

    @Test
    void itNeverBuilds() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/bin"));
        Files.copy(Program.bin().resolve("toolchain.sh"), elsewhere.resolve("toolchain.sh"));
        Files.copy(
                Program.bin().resolve("runmirrors"),
                elsewhere.resolve("runmirrors"),
                java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);

        Program run = push(elsewhere.resolve("runmirrors").toString());

        assertThat(run.status()).isEqualTo(69);
        assertThat(run.err()).contains("not built").contains("mirrorctl --version");
    }
}
