package org.pushmirror.rsync.sync;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How a sync reaches the rsync daemon of upstream. Immutable. */
public sealed interface SyncTransport {

    /** Straight to the port of the daemon. */
    SyncTransport PLAIN = new Plain();

    /** Over ssh, with the settings of the ssh configuration. */
    SyncTransport SSH = new Ssh(List.of("ssh"));

    /**
     * The word for it in traces, as ftpsync writes it.
     *
     * @return {@code undefined}, {@code ssh} or {@code ssl}
     */
    String word();

    /** Straight to the port of the daemon. */
    record Plain() implements SyncTransport {
        @Override
        public String word() {
            return "undefined";
        }
    }

    /**
     * Over a remote shell, which starts a daemon at the far end.
     *
     * @param command the shell and its options, for example {@code ssh -p 2222}
     */
    record Ssh(List<String> command) implements SyncTransport {

        /**
         * Copies the list.
         *
         * @param command the shell and its options
         * @throws IllegalArgumentException if it is empty, or a word has a blank, a quote or a control character, where
         *     rsync would cut it
         */
        public Ssh {
            command = List.copyOf(command);
            if (command.isEmpty() || command.stream().anyMatch(word -> !word.matches("[^\\s\\p{Cntrl}\"']+"))) {
                throw new IllegalArgumentException(
                        "The remote shell of a sync is one or more words without blanks, quotes and control characters.");
            }
        }

        @Override
        public String word() {
            return "ssh";
        }
    }

    /** The program that makes a TLS connection. */
    enum TlsMethod {
        /** stunnel 5.15 or newer, which also checks the name of the host. */
        STUNNEL,
        /** An older stunnel: it takes any certificate that is valid, whatever host it is for. */
        STUNNEL_OLD,
        /** socat, which checks the name of the host since 1.7.3. */
        SOCAT,
        /** openssl, as rsync's own rsync-ssl uses it; it checks the name of the host. */
        OPENSSL
    }

    /**
     * Over TLS, to a port where something decrypts for the daemon.
     *
     * @param method the program that makes the connection
     * @param port the port there
     * @param authorities the folder of the certificates that are trusted, as {@code c_rehash} makes it
     */
    record Tls(TlsMethod method, int port, Path authorities) implements SyncTransport {

        /** Where ftpsync looks for certificates. */
        public static final Path DEFAULT_AUTHORITIES = Path.of("/etc/ssl/certs");

        /** The port that ftpsync connects to. */
        public static final int DEFAULT_PORT = 1873;

        /**
         * Checks the values.
         *
         * @param method the program that makes the connection
         * @param port the port there
         * @param authorities the folder of the certificates that are trusted
         * @throws IllegalArgumentException if the port is out of range, or the folder has a character that the programs
         *     would take for their own
         */
        public Tls {
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("The TLS port " + port + " is not between 1 and 65535.");
            }
            if (!authorities.toString().matches("[A-Za-z0-9_./-]+")) {
                throw new IllegalArgumentException("The folder of certificates \"" + authorities
                        + "\" may have letters, digits and . _ - / only.");
            }
        }

        @Override
        public String word() {
            return "ssl";
        }
    }

    /**
     * Which programs this way needs beside rsync.
     *
     * @return their names
     */
    default List<String> programs() {
        if (this instanceof Ssh ssh) {
            return List.of(ssh.command().get(0));
        }
        if (this instanceof Tls tls) {
            return List.of(Map.of(
                            TlsMethod.STUNNEL, "stunnel",
                            TlsMethod.STUNNEL_OLD, "stunnel",
                            TlsMethod.SOCAT, "socat",
                            TlsMethod.OPENSSL, "openssl")
                    .get(tls.method()));
        }
        return List.of();
    }
}
