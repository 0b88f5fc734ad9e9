package org.pushmirror.examples.format;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked for beside the files.
 *
 * @param cwd where relative paths inside a file start
 * @param environment the variables that a file may use
 * @param secrets whether passwords are shown
 * @param rsyncVersion the version of rsync to judge for; null for the newest known
 * @param opensshVersion the version of OpenSSH to judge for; null for the newest known
 */
public record FormatOptions(
        Path cwd,
        Map<String, String> environment,
        Secrets secrets,
        @Nullable String rsyncVersion,
        @Nullable String opensshVersion) {

    /** Whether passwords are shown. */
    public enum Secrets {
        /** Passwords are left out. */
        HIDDEN,
        /** Passwords are shown. */
        REVEALED
    }

    /**
     * Copies the variables.
     *
     * @param cwd where relative paths inside a file start
     * @param environment the variables that a file may use
     * @param secrets whether passwords are shown
     * @param rsyncVersion the version of rsync to judge for; null for the newest known
     * @param opensshVersion the version of OpenSSH to judge for; null for the newest known
     */
    public FormatOptions {
        environment = Map.copyOf(environment);
    }

    /**
     * The version of rsync to judge for.
     *
     * @return the version as given; empty for the newest known
     */
    public Optional<String> rsync() {
        return Optional.ofNullable(rsyncVersion);
    }

    /**
     * The version of OpenSSH to judge for.
     *
     * @return the version; empty for the newest known
     */
    public Optional<String> openssh() {
        return Optional.ofNullable(opensshVersion);
    }
}
