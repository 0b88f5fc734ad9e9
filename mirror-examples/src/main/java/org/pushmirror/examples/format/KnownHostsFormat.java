package org.pushmirror.examples.format;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.pushmirror.core.json.SshKeysJson;
import org.pushmirror.core.sshkeys.KnownHosts;
import org.pushmirror.core.text.Diagnostic;

/** known_hosts. */
final class KnownHostsFormat implements Format {

    KnownHostsFormat() {}

    @Override
    public String word() {
        return "known_hosts";
    }

    @Override
    public boolean matches(Path file) {
        return String.valueOf(file.getFileName()).startsWith("known_hosts");
    }

    @Override
    public Stream<String> show(String file, byte[] bytes, FormatOptions options) {
        return SshKeysJson.pieces(file, KnownHosts.parse(file, bytes, OpenSsh.version(options)));
    }

    @Override
    public byte[] roundtrip(String file, byte[] bytes) {
        return KnownHosts.parse(file, bytes).bytes();
    }

    @Override
    public List<Diagnostic> check(String file, byte[] bytes, FormatOptions options) {
        return KnownHosts.parse(file, bytes, OpenSsh.version(options)).diagnostics();
    }
}
