package org.pushmirror.examples.ftpsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pushmirror.core.sshkeys.AuthorizedKey;
import org.pushmirror.core.sshkeys.AuthorizedKeys;
import org.pushmirror.examples.Program;
import org.pushmirror.examples.demo.ProcessTree;
import org.pushmirror.examples.demo.Sshd;
import org.pushmirror.ssh.SshKeyPair;

/**
 * A hub with Debian's runmirrors, a mirror {@code a} below it that pushes on with Debian's runmirrors, and {@code b} and
 * {@code c} below that: each with a real sshd, whose one key can start its ftpsync only.
 */
final class TierSite implements AutoCloseable {

    static final List<String> MIRRORS = List.of("a", "b", "c");

    private static final Duration PUSH = Duration.ofSeconds(150);
    private static final String RUNMIRRORS = "/usr/bin/runmirrors";

    private final Path folder;
    private final int daemonPort;
    private final SshKeyPair key = SshKeyPair.generate("push@hub.example.org");
    private final Map<String, Sshd> sshds = new LinkedHashMap<>();
    private final Map<String, Path> programs;

    /**
     * A site that is not started.
     *
     * @param folder for everything of it; its folder {@code trees} has a tree {@code MIRROR-ARCHIVE} for each mirror and archive
     * @param programs the ftpsync of each mirror
     * @param daemonPort a daemon that serves the archives as modules, and those trees as {@code NAME-MIRROR-ARCHIVE}
     */
    TierSite(Path folder, Map<String, Path> programs, int daemonPort) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.programs = programs;
        this.daemonPort = daemonPort;
        key.write(folder.resolve("key"));
    }

    Path tree(String mirror, String archive) {
        return folder.resolve("trees").resolve(mirror + "-" + archive);
    }

    private Path home(String name) {
        return folder.resolve(name);
    }

    void start() throws Exception {
        Sshd.makePrivilegeSeparationFolder();
        for (String mirror : MIRRORS) {
            Path home = Files.createDirectories(home(mirror));
            Path sshdFolder = Files.createDirectories(home.resolve("sshd"));
            SshKeyPair.generate("host").write(sshdFolder.resolve("ssh_host_ed25519_key"));
            Path command = home.resolve("command");
            Files.writeString(
                    command,
                    "#!/bin/sh\n" + programs.get(mirror) + "\nstatus=$?\n"
                            + "echo \"$SSH_ORIGINAL_COMMAND: $status\" >>$HOME/exits\nexit $status\n");
            assertThat(command.toFile().setExecutable(true)).isTrue();
            AuthorizedKeys.create()
                    .with(AuthorizedKey.of(key.publicKey())
                            .restrict()
                            .command("exec env HOME=" + home + " JAVA_HOME=" + System.getProperty("java.home") + " "
                                    + command))
                    .write(home.resolve("authorized_keys"));
            Sshd sshd = new Sshd(Path.of("/usr/sbin/sshd"), sshdFolder, home.resolve("authorized_keys"));
            sshd.start();
            sshds.put(mirror, sshd);
        }
        Files.createDirectories(home("hub"));
    }

    /** The configuration of a mirror for an archive. */
    void configure(String mirror, String archive, String module, String more) throws IOException {
        Path file = home(mirror).resolve(".config/ftpsync/ftpsync-" + archive + ".conf");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "MIRRORNAME=" + mirror + ".example.org\nTRACEHOST=real-" + mirror + ".example.net\nTO="
                        + tree(mirror, archive) + "/\nRSYNC_HOST=127.0.0.1\nRSYNC_PATH=" + module
                        + "\nRSYNC_EXTRA=--port=" + daemonPort + "\nMAILTO=\" \"\n" + more);
    }

    /** The list that the runmirrors of the hub or of a mirror has for an archive: types and names. */
    void pushes(String from, String archive, String... types) throws IOException {
        Path folderOfConf = Files.createDirectories(home(from).resolve(".config/ftpsync"));
        Files.writeString(
                folderOfConf.resolve("runmirrors-" + archive + ".conf"),
                "BASEDIR=" + home(from) + "\nPUSHDELAY=60\nKEYFILE=" + folder.resolve("key") + "\nMAILTO=\" \"\n"
                        + "SSH_OPTS=\"-F /dev/null -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null\"\n");
        StringBuilder list = new StringBuilder();
        for (String type : types) {
            String mirror = type.substring(type.indexOf(' ') + 1);
            list.append(type)
                    .append(" 127.0.0.1 ")
                    .append(System.getProperty("user.name"))
                    .append(" -p")
                    .append(sshds.get(mirror).port())
                    .append('\n');
        }
        Files.writeString(folderOfConf.resolve("runmirrors-" + archive + ".mirror"), list);
    }

    /** Pushes an archive from the hub, and waits until every mirror has been called so often, and is done. */
    void push(String archive, String kind, Map<String, Integer> calls) {
        Map<String, Integer> before = new TreeMap<>();
        MIRRORS.forEach(mirror -> before.put(mirror, exits(mirror).size()));
        Program push = Program.run(
                folder,
                Map.of("HOME", home("hub").toString(), "LOGNAME", "nobody"),
                RUNMIRRORS,
                "-a",
                archive,
                "-k",
                kind);
        assertThat(push.status()).as(push.out() + push.err()).isZero();
        await().atMost(PUSH)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> calls.entrySet().stream()
                        .allMatch(call -> exits(call.getKey()).size() >= before.get(call.getKey()) + call.getValue()));
        await().atMost(PUSH).untilAsserted(() -> assertThat(running()).isEmpty());
    }

    /** What the mirrors have running, by its command. */
    private List<String> running() {
        return ProcessHandle.allProcesses()
                .filter(process -> MIRRORS.stream().anyMatch(mirror -> hasHome(process, home(mirror))))
                .map(process ->
                        process.pid() + " " + process.info().commandLine().orElse("?"))
                .toList();
    }

    private static boolean hasHome(ProcessHandle process, Path home) {
        try {
            String environment = Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "environ"), StandardCharsets.ISO_8859_1);
            return List.of(environment.split("\0")).contains("HOME=" + home);
        } catch (IOException e) {
            return false;
        }
    }

    /** What a mirror was asked for, and what its ftpsync ended with. */
    List<String> exits(String mirror) {
        Path file = home(mirror).resolve("exits");
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that there is to compare: trees, traces and exit codes. */
    SortedMap<String, String> state() throws IOException {
        SortedMap<String, String> state = new TreeMap<>();
        for (String mirror : MIRRORS) {
            state.put(mirror + " exits", String.join("\n", new ArrayList<>(exits(mirror))));
        }
        try (var trees = Files.list(folder.resolve("trees"))) {
            for (Path tree : trees.toList()) {
                Snapshot.of(tree).forEach((name, entry) -> state.put(tree.getFileName() + " " + name, entry));
            }
        }
        return state;
    }

    @Override
    public void close() {
        sshds.values().forEach(Sshd::close);
        MIRRORS.forEach(mirror -> ProcessTree.withHome(home(mirror)).end());
        ProcessTree.withHome(home("hub")).end();
    }
}
