package org.pushmirror.core.rsyncd;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.text.SourceText;

/** Reads included files from disk, each once, up to {@link AtomicFile#MAX_BYTES} bytes of them together. Of one thread. */
final class IncludedFiles implements IncludeReader {

    private final Path folder;
    private final Map<Path, IncludedFile> known = new HashMap<>();
    private long bytesRead;

    /** Files by their real paths; some may be given, in place of what is on disk. */
    IncludedFiles(Path folder, Map<Path, IncludedFile> given) {
        this.folder = folder;
        this.known.putAll(given);
    }

    /** The same files, one of them changed. */
    IncludedFiles with(Path real, RsyncdSource source) {
        Map<Path, IncludedFile> changed = new HashMap<>(known);
        changed.put(real, new IncludedFile(real, source, ""));
        return new IncludedFiles(folder, changed);
    }

    /** A path that the configuration names, as the daemon finds it. */
    Path resolve(String name) {
        byte[] bytes = EscapedUtf8.encode(name);
        boolean ascii = true;
        StringBuilder uri = new StringBuilder(name.startsWith("/") ? "file://" : "file://" + directory());
        for (byte b : bytes) {
            ascii &= b > 0;
            uri.append(b == '/' ? "/" : String.format("%%%02X", b));
        }
        // Any bytes are the name of a file, whatever the encoding of this system takes for text.
        return ascii || bytes.length == 0 ? folder.resolve(name) : Path.of(URI.create(uri.toString()));
    }

    private String directory() {
        String path = folder.toAbsolutePath().toUri().getRawPath();
        return path.endsWith("/") ? path : path + "/";
    }

    /** The bytes of a name, which need not be text in the encoding of the system. */
    private static String nameOf(Path file) {
        String path = file.toUri().getRawPath();
        String whole = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        String last = whole.substring(whole.lastIndexOf('/') + 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < last.length(); at++) {
            boolean escape = last.charAt(at) == '%';
            bytes.write(escape ? Integer.parseInt(last, at + 1, at + 3, 16) : last.charAt(at));
            at += escape ? 2 : 0;
        }
        return EscapedUtf8.decode(bytes.toByteArray());
    }

    /** What tells whether a file is this one, even if it does not exist. */
    Path identity(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException missing) {
            return path.toAbsolutePath().normalize();
        }
    }

    /** The file that was read from this path. */
    RsyncdSource source(Path real) {
        return Objects.requireNonNull(known.get(real).source());
    }

    /** Where a file was read from. */
    Path path(RsyncdSource source) {
        return known.values().stream()
                .filter(file -> file.source() == source)
                .findFirst()
                .orElseThrow()
                .real();
    }

    /** All files that were read. */
    Collection<IncludedFile> files() {
        return known.values();
    }

    @Override
    public Found find(String name, Ending ending) {
        try {
            Path path = resolve(name);
            if (Files.isRegularFile(path)) {
                return new OneFile(open(path, name));
            }
            if (Files.isDirectory(path)) {
                return new Folder(list(path, name, ending));
            }
            return new Unreadable(Files.exists(path) ? "it is neither a file nor a folder" : "there is no such file");
        } catch (InvalidPathException odd) {
            return new Unreadable("its name has bytes that cannot be looked up here");
        } catch (IOException failure) {
            return new Unreadable("the folder cannot be read");
        }
    }

    private List<IncludedFile> list(Path path, String name, Ending ending) throws IOException {
        String suffix = ending == Ending.CONF ? ".conf" : ".inc";
        Map<String, Path> found = new HashMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                if (entry.toString().endsWith(suffix)) {
                    found.put(nameOf(entry), entry);
                }
            }
        }
        List<String> names = new ArrayList<>(found.keySet());
        names.sort(Comparator.comparing(EscapedUtf8::encode, Arrays::compareUnsigned));
        List<IncludedFile> files = new ArrayList<>();
        for (String file : names) {
            files.add(open(found.get(file), name.endsWith("/") ? name + file : name + "/" + file));
        }
        return files;
    }

    private IncludedFile open(Path path, String shownAs) {
        try {
            Path real = path.toRealPath();
            IncludedFile file = known.get(real);
            if (file == null) {
                file = read(real, shownAs);
                known.put(real, file);
            }
            return file;
        } catch (IOException failure) {
            return unreadable(path, "there is no such file");
        }
    }

    private IncludedFile read(Path real, String shownAs) throws IOException {
        if (!Files.isRegularFile(real)) {
            // rsync opens what a folder lists without asking what it is: another folder reads as an empty file.
            return Files.isDirectory(real)
                    ? new IncludedFile(real, new RsyncdSource(SourceText.of(shownAs, "")), "")
                    : unreadable(real, "it is not a regular file");
        }
        bytesRead += Files.size(real);
        if (bytesRead > AtomicFile.MAX_BYTES) {
            return unreadable(real, "the included files are longer than " + AtomicFile.MAX_BYTES + " bytes together");
        }
        try {
            return new IncludedFile(real, new RsyncdSource(SourceText.of(shownAs, AtomicFile.read(real))), "");
        } catch (FileException failure) {
            return unreadable(real, "it cannot be read");
        }
    }

    private static IncludedFile unreadable(Path path, String problem) {
        @Nullable RsyncdSource none = null;
        return new IncludedFile(path, none, problem);
    }
}
