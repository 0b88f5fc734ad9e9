package org.pushmirror.core.sshconfig;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.text.Severity;
import org.pushmirror.core.text.SourceText;

/**
 * The configuration of an ssh client with the files that it includes, as they are at the moment of reading. Immutable and thread-safe.
 *
 * <p>Read as {@code ssh -G} does: {@code Host}, {@code Match} with {@code all}, {@code host}, {@code originalhost}, {@code user},
 * {@code localuser}, {@code final} and {@code canonical}, {@code Include}, {@code IgnoreUnknown}, and what {@link SshHostSettings} has. The
 * first value counts; identity files add up. Not supported, and said so in the diagnostics: {@code Match} conditions that run a
 * shell or look at the network, {@code CanonicalizeHostname}, and every other keyword, whose values are not checked either. Names
 * of algorithms are not checked, nor the owner and mode of the files. The configuration of the machine is read if it is
 * included or asked for.
 */
public final class SshConfig {

    private static final int MAX_DEPTH = 16;

    private final SourceText text;
    private final Map<Integer, List<SshConfig>> includes;
    private final List<Diagnostic> problems;

    private SshConfig(SourceText text, SshUser user, int depth) {
        this.text = text;
        Map<Integer, List<SshConfig>> included = new HashMap<>();
        List<Diagnostic> found = new ArrayList<>();
        for (int number = 1; number <= text.lineCount(); number++) {
            ConfigLine line = ConfigLine.of(text, number);
            if (line.keyword().equals("include")) {
                List<SshConfig> files = new ArrayList<>();
                include(line, user, depth, files, found);
                included.put(number, Collections.unmodifiableList(files));
            }
        }
        this.includes = included;
        this.problems = List.copyOf(found);
    }

    /**
     * Reads the content of a configuration. Relative includes start in the {@code .ssh} folder of the user.
     *
     * @param name the name of the file in diagnostics
     * @param bytes any bytes; copied
     * @param user who runs the client
     * @return the configuration
     */
    public static SshConfig parse(String name, byte[] bytes, SshUser user) {
        return new SshConfig(SourceText.of(name, bytes), user, 0);
    }

    /**
     * Reads a configuration. Relative includes start in the {@code .ssh} folder of the user.
     *
     * @param path the file
     * @param user who runs the client
     * @return the configuration
     * @throws FileException if it cannot be read
     */
    public static SshConfig read(Path path, SshUser user) {
        return new SshConfig(SourceText.read(path), user, 0);
    }

    private void include(ConfigLine line, SshUser user, int depth, List<SshConfig> files, List<Diagnostic> found) {
        List<String> arguments = ConfigWords.arguments(line.rest());
        if (arguments == null) {
            return; // said when the line is taken
        }
        if (depth == MAX_DEPTH) {
            found.add(line.problem(
                    Severity.FATAL, "include-too-deep", "Includes are nested more than " + MAX_DEPTH + " deep."));
            return;
        }
        for (String argument : arguments) {
            for (Path file : named(line, argument, user, found)) {
                try {
                    files.add(new SshConfig(SourceText.read(file), user, depth + 1));
                } catch (FileException unreadable) {
                    found.add(line.problem(
                            Severity.FATAL, "include-unreadable", String.valueOf(unreadable.getMessage())));
                }
            }
        }
    }

    private static List<Path> named(ConfigLine line, String argument, SshUser user, List<Diagnostic> found) {
        try {
            return matches(anchored(argument, user));
        } catch (InvalidPathException unnameable) {
            found.add(line.problem(
                    Severity.IGNORED,
                    "include-unreadable",
                    "The name of the included file is not one that Java can open."));
            return List.of();
        }
    }

    private static Path anchored(String argument, SshUser user) {
        if (argument.equals("~") || argument.startsWith("~/")) {
            return user.home().resolve(argument.length() < 2 ? "" : argument.substring(2));
        }
        return argument.startsWith("/")
                ? Path.of(argument)
                : user.home().resolve(".ssh").resolve(argument);
    }

    /** The files that a pattern names, in the order of their names; a pattern without wildcards names itself, if it is there. */
    private static List<Path> matches(Path pattern) {
        List<Path> found = List.of(pattern.getRoot() == null ? Path.of("") : pattern.getRoot());
        for (Path part : pattern) {
            List<Path> next = new ArrayList<>();
            for (Path folder : found) {
                next.addAll(children(folder, part.toString()));
            }
            found = next;
        }
        return found;
    }

    private static List<Path> children(Path folder, String part) {
        if (!part.matches(".*[*?\\[].*")) {
            Path child = folder.resolve(part);
            return Files.exists(child) ? List.of(child) : List.of();
        }
        Set<Path> children = new TreeSet<>();
        String glob = part.replace("{", "\\{").replace("}", "\\}");
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
            for (Path entry : entries) {
                boolean hidden = entry.getFileName().toString().startsWith(".");
                if (!hidden || part.startsWith(".")) {
                    children.add(entry);
                }
            }
        } catch (IOException | PatternSyntaxException nothingThere) {
            return List.of();
        }
        return List.copyOf(children);
    }

    SourceText text() {
        return text;
    }

    List<SshConfig> includedBy(int line) {
        return includes.getOrDefault(line, List.of());
    }

    List<Diagnostic> problems() {
        return problems;
    }

    /**
     * What it says about a host.
     *
     * @param host the name as it is typed, which {@code Host} patterns are matched with
     * @param user who runs the client
     * @return the settings, with what is wrong or not supported
     */
    public SshHostSettings settings(String host, SshUser user) {
        return new SettingsReader(this, host, user).read();
    }
}
