package org.pushmirror.rsync.sync.program;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.pushmirror.core.sync.Callback;
import org.pushmirror.core.sync.StepResult;
import org.pushmirror.rsync.process.ProcessInput;

/**
 * The callback of ftpsync: {@code ssh HOST callback:MIRROR}, with a key, as a user, and never with a question. Whether the
 * host key is known is up to the ssh configuration of this account. Immutable.
 */
public final class SshCallback implements Callback {

    /** Whom ftpsync calls as when nothing else is set. */
    public static final String DEFAULT_USER = "archvsync";

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:][A-Za-z0-9_.:-]*");

    private final String user;
    private final String host;
    private final Path key;
    private final String program;

    private SshCallback(String user, String host, Path key, String program) {
        this.user = user;
        this.host = host;
        this.key = key;
        this.program = program;
    }

    /**
     * A callback.
     *
     * @param user the account to call
     * @param host the host to call, or its name in the ssh configuration
     * @param key the file of the private key
     * @return the callback, which runs {@code ssh} from {@code PATH}
     * @throws IllegalArgumentException if user or host has a character that ssh would take for its own
     */
    public static SshCallback of(String user, String host, Path key) {
        if (!NAME.matcher(user).matches() || !NAME.matcher(host).matches()) {
            throw new IllegalArgumentException("The callback to \"" + user + "\" at \"" + host
                    + "\" cannot be made: letters, digits and . _ - : are allowed in both names.");
        }
        return new SshCallback(user, host, key, "ssh");
    }

    /**
     * Sets another ssh program.
     *
     * @param newProgram its path, or a name in {@code PATH}
     * @return the changed copy
     */
    public SshCallback program(String newProgram) {
        return new SshCallback(user, host, key, newProgram);
    }

    @Override
    public StepResult call(String mirror) throws InterruptedException {
        List<String> command = List.of(
                program,
                "-n",
                "-o",
                "BatchMode=yes",
                "-o",
                "ServerAliveInterval=45",
                "-o",
                "ConnectTimeout=45",
                "-o",
                "PasswordAuthentication=no",
                "-i",
                key.toString(),
                "-o",
                "User=" + user,
                host,
                "callback:" + mirror);
        return new ProgramRun("the callback", command, ProgramRun.inherited(), LIMIT).run(ProcessInput.none());
    }

    @Override
    public String toString() {
        return user + "@" + host;
    }
}
