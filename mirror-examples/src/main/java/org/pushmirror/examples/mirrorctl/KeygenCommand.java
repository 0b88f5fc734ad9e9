package org.pushmirror.examples.mirrorctl;

import java.nio.file.Path;
import org.pushmirror.core.sshkeys.AuthorizedKey;
import org.pushmirror.ssh.SshKeyPair;
import org.pushmirror.ssh.SshKeyType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mirrorctl keygen}: makes the key pair that triggers mirrors, and prints the line to hand out. */
@Command(
        name = "keygen",
        description =
                "Makes a key pair and prints the authorized_keys line to hand out to mirrors. The command in it is "
                        + "what Debian's ftpsync package installs; a mirror that has it elsewhere writes its own.",
        mixinStandardHelpOptions = true)
final class KeygenCommand implements Runnable {

    private static final String FORCED_COMMAND = "exec /usr/bin/ftpsync";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Where the private key goes; the public one goes to FILE.pub.")
    private Path file;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "ed25519",
            description = "ed25519 (default), ecdsa or rsa.")
    private String type;

    @Option(names = "--comment", paramLabel = "TEXT", defaultValue = "", description = "A note at the end of the line.")
    private String comment;

    KeygenCommand() {}

    @Override
    public void run() {
        SshKeyPair pair;
        try {
            pair = SshKeyPair.generate(SshKeyType.of(type), comment);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        pair.write(file);
        spec.commandLine()
                .getOut()
                .println(AuthorizedKey.of(pair.publicKey())
                        .restrict()
                        .command(FORCED_COMMAND)
                        .line());
    }
}
