package org.pushmirror.examples.format;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.pushmirror.core.json.SshKeysJson;
import org.pushmirror.core.sshkeys.AuthorizedKeys;
import org.pushmirror.core.sshkeys.OpenSshVersion;
import org.pushmirror.core.sshkeys.SshdFacts;
import org.pushmirror.core.text.Diagnostic;

/** authorized_keys. */
final class AuthorizedKeysFormat implements Format {

    AuthorizedKeysFormat() {}

    @Override
    public String word() {
        return "authorized_keys";
    }

    @Override
    public boolean matches(Path file) {
        return String.valueOf(file.getFileName()).startsWith("authorized_keys");
    }

    @Override
    public Stream<String> show(String file, byte[] bytes, FormatOptions options) {
        return SshKeysJson.pieces(file, AuthorizedKeys.parse(file, bytes, OpenSsh.version(options)));
    }

    @Override
    public byte[] roundtrip(String file, byte[] bytes) {
        return AuthorizedKeys.parse(file, bytes).bytes();
    }

    /** The login shell of the account is taken to be that of the caller. */
    @Override
    public List<Diagnostic> check(String file, byte[] bytes, FormatOptions options) {
        OpenSshVersion version = OpenSsh.version(options);
        SshdFacts facts = new SshdFacts(
                version, SshdFacts.DEFAULT.hostNames(), options.environment().get("SHELL"));
        return AuthorizedKeys.parse(file, bytes, version).diagnostics(facts);
    }
}
