package org.pushmirror.core.sshconfig;

import java.nio.file.Path;
import java.util.Map;

/**
 * Who runs the client. Immutable.
 *
 * @param name the account
 * @param home its home folder
 * @param host the name of the machine, for the tokens {@code %l} and {@code %L}
 * @param environment the variables that paths may use; unmodifiable
 */
public record SshUser(String name, Path home, String host, Map<String, String> environment) {

    /**
     * Copies the variables.
     *
     * @param name the account
     * @param home its home folder
     * @param host the name of the machine
     * @param environment the variables that paths may use
     */
    public SshUser {
        environment = Map.copyOf(environment);
    }

    /**
     * The user of this process.
     *
     * @return name and home as Java knows them, the machine called {@code localhost} where {@code HOSTNAME} is not set
     */
    public static SshUser current() {
        Map<String, String> environment = System.getenv();
        return new SshUser(
                System.getProperty("user.name"),
                Path.of(System.getProperty("user.home")),
                environment.getOrDefault("HOSTNAME", "localhost"),
                environment);
    }
}
