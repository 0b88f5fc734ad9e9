package org.pushmirror.examples.format;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.pushmirror.core.json.SecretsJson;
import org.pushmirror.core.json.SecretsJson.Passwords;
import org.pushmirror.core.secrets.SecretsFile;
import org.pushmirror.core.text.Diagnostic;

/** Secrets files of the rsync daemon. */
final class SecretsFormat implements Format {

    SecretsFormat() {}

    @Override
    public String word() {
        return "secrets";
    }

    @Override
    public boolean matches(Path file) {
        return String.valueOf(file.getFileName()).endsWith(".secrets");
    }

    @Override
    public Stream<String> show(String file, byte[] bytes, FormatOptions options) {
        Passwords passwords =
                options.secrets() == FormatOptions.Secrets.REVEALED ? Passwords.REVEALED : Passwords.HIDDEN;
        return SecretsJson.pieces(file, SecretsFile.parse(file, bytes), passwords);
    }

    @Override
    public byte[] roundtrip(String file, byte[] bytes) {
        return SecretsFile.parse(file, bytes).bytes();
    }

    @Override
    public List<Diagnostic> check(String file, byte[] bytes, FormatOptions options) {
        return SecretsFile.parse(file, bytes).diagnostics();
    }
}
