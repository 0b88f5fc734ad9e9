package org.pushmirror.examples.runmirrors;

/** The configuration cannot be used. The message is one sentence that names the file and, where there is one, the line. */
final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConfigurationException(String message) {
        super(message);
    }
}
