package org.pushmirror.core.installation;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.mirrorlist.MirrorList;
import org.pushmirror.core.shell.FtpsyncConf;
import org.pushmirror.core.shell.HostContext;
import org.pushmirror.core.shell.RunmirrorsConf;
import org.pushmirror.core.shell.ShellFile;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.text.Place;
import org.pushmirror.core.text.Severity;

/**
 * An installation of the ftpsync suite: every archive that is mirrored, and every list that is pushed, found where the
 * suite finds them and read without running anything. Immutable.
 */
public final class Installation {

    private static final String FTPSYNC = "ftpsync";
    private static final String RUNMIRRORS = "runmirrors";

    private final List<Path> folders;
    private final HostContext host;
    private final List<InstalledArchive> archives = new ArrayList<>();
    private final List<InstalledHub> hubs = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private Installation(List<Path> folders, HostContext host) {
        this.folders = List.copyOf(folders);
        this.host = host;
        configurations(FTPSYNC).forEach(this::readArchive);
        configurations(RUNMIRRORS).forEach(this::readHub);
        checkHubs();
        checkFolders();
    }

    /**
     * Finds and reads the installation of a user: {@code ~/.config/ftpsync} and {@code /etc/ftpsync}, where Debian's package
     * looks, and {@code ~/etc}, where the suite's own layout does.
     *
     * @param host the host; {@code HOME} of its environment is the home folder
     * @return the installation, which may be empty
     * @throws FileException if a file that is there cannot be read
     */
    public static Installation find(HostContext host) {
        List<Path> folders = new ArrayList<>();
        String home = host.environment().getOrDefault("HOME", "");
        if (!home.isEmpty()) {
            folders.add(Path.of(home, ".config", "ftpsync"));
        }
        folders.add(Path.of("/etc/ftpsync"));
        if (!home.isEmpty()) {
            folders.add(Path.of(home, "etc"));
        }
        return in(folders, host);
    }

    /**
     * Reads an installation from folders of configuration.
     *
     * @param folders the folders; a file in an earlier one hides those of the same name in later ones
     * @param host the host
     * @return the installation, which may be empty
     * @throws FileException if a file that is there cannot be read
     */
    public static Installation in(List<Path> folders, HostContext host) {
        return new Installation(folders, host);
    }

    /**
     * The archives that are mirrored.
     *
     * @return one for each configuration of ftpsync, by name; unmodifiable
     */
    public List<InstalledArchive> archives() {
        return List.copyOf(archives);
    }

    /**
     * The archives that are pushed.
     *
     * @return one for each configuration of runmirrors, by name; unmodifiable
     */
    public List<InstalledHub> hubs() {
        return List.copyOf(hubs);
    }

    /**
     * What is wrong in the files, and between them.
     *
     * @return the diagnostics of every file, then those between files; unmodifiable
     */
    public List<Diagnostic> diagnostics() {
        return List.copyOf(diagnostics);
    }

    /** The configurations of a program by name, the one that counts of each. */
    private Map<String, Path> configurations(String program) {
        Map<String, Path> found = new TreeMap<>();
        for (Path folder : folders) {
            for (Path file : files(folder, program + "{,-*}.conf")) {
                String last = file.getFileName().toString();
                String name = last.substring(0, last.length() - ".conf".length());
                Path first = found.putIfAbsent(name, file);
                if (first != null) {
                    say(
                            file,
                            Severity.IGNORED,
                            "hidden-file",
                            "This file is not read, because " + first + " comes first.");
                }
            }
        }
        return found;
    }

    private static List<Path> files(Path folder, String pattern) {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry)) {
                    files.add(entry);
                }
            }
        } catch (IOException e) {
            throw new FileException(folder, FileException.Operation.READ, e);
        }
        files.sort(null);
        return files;
    }

    private Optional<ArchiveName> archive(String program, String name, Path file) {
        try {
            return Optional.of(ArchiveName.of(name.equals(program) ? "" : name.substring(program.length() + 1)));
        } catch (IllegalArgumentException refused) {
            say(file, Severity.IGNORED, "bad-archive", "No trigger can name this file: " + refused.getMessage());
            return Optional.empty();
        }
    }

    private void readArchive(String name, Path file) {
        archive(FTPSYNC, name, file).ifPresent(archive -> {
            FtpsyncConf conf = FtpsyncConf.of(ShellFile.read(file), host);
            diagnostics.addAll(conf.diagnostics());
            archives.add(new InstalledArchive(archive, file, conf));
        });
    }

    private void readHub(String name, Path file) {
        archive(RUNMIRRORS, name, file).ifPresent(archive -> {
            RunmirrorsConf conf = RunmirrorsConf.of(ShellFile.read(file), host);
            diagnostics.addAll(conf.diagnostics());
            Optional<Path> listFile = listFile(name, conf);
            @Nullable
            MirrorList list =
                    listFile.filter(Files::isRegularFile).map(MirrorList::read).orElse(null);
            if (list == null) {
                say(
                        file,
                        Severity.HAZARD,
                        "no-list",
                        listFile.map(path -> "The list of mirrors " + path + " is not there")
                                        .orElse("There is no " + name + ".mirror beside it, and MIRRORS names none")
                                + ": Debian's runmirrors pushes nobody and says that all is well.");
            } else {
                diagnostics.addAll(list.diagnostics());
            }
            hubs.add(new InstalledHub(archive, file, conf, listFile.orElse(null), list));
        });
    }

    private Optional<Path> listFile(String name, RunmirrorsConf conf) {
        Optional<String> named = conf.get(RunmirrorsConf.MIRRORS);
        if (named.isPresent()) {
            String base = conf.get(RunmirrorsConf.BASEDIR).orElse("");
            return Optional.of(Path.of(base).resolve(named.get()));
        }
        return folders.stream()
                .map(folder -> folder.resolve(name + ".mirror"))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private void checkHubs() {
        for (InstalledArchive archive : archives) {
            boolean pushed = hubs.stream().anyMatch(hub -> hub.archive().equals(archive.archive()));
            if (archive.isHub() && !pushed) {
                say(
                        archive.file(),
                        Severity.HAZARD,
                        "hub-without-list",
                        "HUB is true, and there is no " + RUNMIRRORS
                                + (archive.archive().isDefault() ? "" : "-" + archive.archive())
                                + ".conf: runmirrors ends with 78 after every sync.");
            }
        }
    }

    private void checkFolders() {
        Map<String, Path> first = new HashMap<>();
        for (InstalledArchive archive : archives) {
            archive.settings().get(FtpsyncConf.TO).ifPresent(to -> {
                Path before = first.putIfAbsent(to.replaceAll("/+$", ""), archive.file());
                if (before != null) {
                    say(
                            archive.file(),
                            Severity.HAZARD,
                            "shared-folder",
                            "TO is also that of " + before + ": each sync deletes what the other has brought.");
                }
            });
        }
    }

    private void say(Path file, Severity severity, String rule, String message) {
        diagnostics.add(new Diagnostic(new Place(file.toString(), 1, 1), severity, rule, message));
    }
}
