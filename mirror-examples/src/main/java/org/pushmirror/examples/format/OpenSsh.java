package org.pushmirror.examples.format;

import org.pushmirror.core.sshkeys.OpenSshVersion;

/** The release of OpenSSH that a file is read for. */
final class OpenSsh {

    private OpenSsh() {}

    static OpenSshVersion version(FormatOptions options) {
        return options.openssh().map(OpenSshVersion::parse).orElse(OpenSshVersion.NEWEST_KNOWN);
    }
}
