package org.pushmirror.examples.mirrorctl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.pushmirror.core.sshkeys.OpenSshVersion;
import picocli.CommandLine.IExitCodeGenerator;

/** Asks the ssh of this machine for its version. */
final class InstalledOpenSsh {

    private static final long DEADLINE_SECONDS = 10;
    private static final int MAX_OUTPUT = 1000;
    private static final int MISSING_PROGRAM = 69;

    /** There is no ssh here that says its version. */
    static final class Missing extends RuntimeException implements IExitCodeGenerator {

        private static final long serialVersionUID = 1L;

        private Missing(String reason) {
            super(reason + "; install it with: apt-get install openssh-client, or name a version.");
        }

        @Override
        public int getExitCode() {
            return MISSING_PROGRAM;
        }
    }

    private InstalledOpenSsh() {}

    static String version() {
        try {
            Process process =
                    new ProcessBuilder("ssh", "-V").redirectErrorStream(true).start();
            try {
                process.getOutputStream().close();
                if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                    throw new Missing("ssh -V does not end");
                }
                return read(process);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException missing) {
            throw new Missing("ssh is missing");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Missing("The question for the version of ssh was interrupted");
        }
    }

    private static String read(Process process) throws IOException {
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readNBytes(MAX_OUTPUT), StandardCharsets.ISO_8859_1);
            return OpenSshVersion.parse(text.lines().findFirst().orElse("")).toString();
        } catch (IllegalArgumentException other) {
            throw new Missing("ssh is not that of OpenSSH");
        }
    }
}
