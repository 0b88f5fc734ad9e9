package org.pushmirror.core.sshconfig;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.DocumentException;
import org.pushmirror.core.text.Severity;

/**
 * What a client's configuration says about one host, as {@code ssh -G} prints it. Paths and names are as they are written,
 * with their {@code ~} and tokens: {@link #expand}. Immutable and thread-safe.
 */
public final class SshHostSettings {

    private final SettingsBuilder values;
    private final SshTokens tokens;
    private final List<Diagnostic> diagnostics;

    SshHostSettings(SettingsBuilder values, SshTokens tokens, List<Diagnostic> diagnostics) {
        this.values = values;
        this.tokens = tokens;
        this.diagnostics = List.copyOf(diagnostics);
    }

    /**
     * Refuses a configuration that ssh would refuse.
     *
     * @return these settings
     * @throws DocumentException if ssh would end with an error; it names every reason
     */
    public SshHostSettings requireAccepted() {
        List<Diagnostic> fatal = diagnostics.stream()
                .filter(diagnostic -> diagnostic.severity() == Severity.FATAL)
                .toList();
        if (!fatal.isEmpty()) {
            throw new DocumentException(fatal);
        }
        return this;
    }

    /**
     * What ssh refuses, and what is not supported here.
     *
     * @return the diagnostics in the order of the lines of each file; unmodifiable
     */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /**
     * Where to connect to.
     *
     * @return {@code HostName} with its tokens, or the name as typed; in lower case
     */
    public String hostName() {
        return tokens.host();
    }

    /**
     * The port.
     *
     * @return {@code Port}, or 22
     */
    public int port() {
        return values.number(SshKeyword.PORT).orElse(22);
    }

    /**
     * The account.
     *
     * @return {@code User}, or that of the caller
     */
    public String user() {
        return tokens.user();
    }

    /**
     * The keys to log in with, as written.
     *
     * @return every {@code IdentityFile}; none if the defaults of ssh apply; unmodifiable
     */
    public List<String> identityFiles() {
        return values.list(SshKeyword.IDENTITY_FILE);
    }

    /**
     * The hosts on the way.
     *
     * @return {@code ProxyJump} in the order in which they are passed; none for a direct connection; unmodifiable
     */
    public List<JumpHost> proxyJump() {
        return values.jumps();
    }

    /**
     * The command that makes the connection.
     *
     * @return {@code ProxyCommand} as written; empty if there is none
     */
    public Optional<String> proxyCommand() {
        return values.text(SshKeyword.PROXY_COMMAND).filter(command -> !command.equalsIgnoreCase("none"));
    }

    /**
     * How long connecting and the key exchange may take.
     *
     * @return {@code ConnectTimeout}; empty if that of the system applies
     */
    public Optional<Duration> connectTimeout() {
        return seconds(SshKeyword.CONNECT_TIMEOUT);
    }

    /**
     * How often connecting is tried, a second apart.
     *
     * @return {@code ConnectionAttempts}, or 1
     */
    public int connectionAttempts() {
        return values.number(SshKeyword.CONNECTION_ATTEMPTS).orElse(1);
    }

    /**
     * The files of known hosts, as written.
     *
     * @return {@code UserKnownHostsFile}; none if it says {@code none}; unmodifiable
     */
    public List<String> userKnownHostsFiles() {
        return files(SshKeyword.USER_KNOWN_HOSTS_FILE, "~/.ssh/known_hosts", "~/.ssh/known_hosts2");
    }

    /**
     * The files of known hosts of the machine, as written.
     *
     * @return {@code GlobalKnownHostsFile}; none if it says {@code none}; unmodifiable
     */
    public List<String> globalKnownHostsFiles() {
        return files(SshKeyword.GLOBAL_KNOWN_HOSTS_FILE, "/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2");
    }

    private List<String> files(SshKeyword keyword, String... defaults) {
        List<String> files = values.list(keyword);
        if (files.isEmpty()) {
            return List.of(defaults);
        }
        return files.get(0).equalsIgnoreCase("none") ? List.of() : files;
    }

    /**
     * What becomes of an unknown host key.
     *
     * @return {@code StrictHostKeyChecking}, or {@link StrictChecking#ASK}
     */
    public StrictChecking strictHostKeyChecking() {
        return values.text(SshKeyword.STRICT_HOST_KEY_CHECKING)
                .map(SettingsBuilder::strict)
                .orElse(StrictChecking.ASK);
    }

    /**
     * The name that stands for host and port in known hosts.
     *
     * @return {@code HostKeyAlias} in lower case; empty if there is none
     */
    public Optional<String> hostKeyAlias() {
        return values.text(SshKeyword.HOST_KEY_ALIAS).map(SshTokens::lower);
    }

    /**
     * Whether only the named keys are tried.
     *
     * @return {@code IdentitiesOnly}, or false
     */
    public boolean identitiesOnly() {
        return values.flag(SshKeyword.IDENTITIES_ONLY);
    }

    /**
     * Whether nobody is asked anything.
     *
     * @return {@code BatchMode}, or false
     */
    public boolean batchMode() {
        return values.flag(SshKeyword.BATCH_MODE);
    }

    /**
     * The ways to log in, in their order.
     *
     * @return {@code PreferredAuthentications} as written; empty for the default
     */
    public Optional<String> preferredAuthentications() {
        return values.text(SshKeyword.PREFERRED_AUTHENTICATIONS);
    }

    /**
     * The key exchanges.
     *
     * @return {@code KexAlgorithms} as written, with its {@code +}, {@code -} or {@code ^}; empty for the default
     */
    public Optional<String> kexAlgorithms() {
        return values.text(SshKeyword.KEX_ALGORITHMS);
    }

    /**
     * The types of host keys.
     *
     * @return {@code HostKeyAlgorithms} as written, with its {@code +}, {@code -} or {@code ^}; empty for the default
     */
    public Optional<String> hostKeyAlgorithms() {
        return values.text(SshKeyword.HOST_KEY_ALGORITHMS);
    }

    /**
     * How long the server may be silent before it is asked for a sign of life.
     *
     * @return {@code ServerAliveInterval}; empty if it never is
     */
    public Optional<Duration> serverAliveInterval() {
        return seconds(SshKeyword.SERVER_ALIVE_INTERVAL).filter(interval -> !interval.isZero());
    }

    /**
     * How many such questions may stay without an answer.
     *
     * @return {@code ServerAliveCountMax}, or 3
     */
    public int serverAliveCountMax() {
        return values.number(SshKeyword.SERVER_ALIVE_COUNT_MAX).orElse(3);
    }

    /**
     * Whether further host keys of the server are learnt.
     *
     * @return {@code UpdateHostKeys} in lower case; empty for the default
     */
    public Optional<String> updateHostKeys() {
        return values.text(SshKeyword.UPDATE_HOST_KEYS);
    }

    /**
     * The kind of addresses.
     *
     * @return {@code AddressFamily}, {@code inet} or {@code inet6}; empty for any
     */
    public Optional<String> addressFamily() {
        return values.text(SshKeyword.ADDRESS_FAMILY).filter(family -> !family.equals("any"));
    }

    private Optional<Duration> seconds(SshKeyword keyword) {
        OptionalInt seconds = values.number(keyword);
        return seconds.isPresent() && seconds.getAsInt() >= 0
                ? Optional.of(Duration.ofSeconds(seconds.getAsInt()))
                : Optional.empty();
    }

    /**
     * A path or name with {@code ~}, tokens such as {@code %h} and variables such as <code>$&#123;HOME&#125;</code> put in.
     *
     * @param written the path as it is written
     * @return the path that ssh uses
     * @throws IllegalArgumentException if a token or a variable is unknown
     */
    public String expand(String written) {
        return tokens.expand(written, port(), hostKeyAlias().orElse(null));
    }

    @Nullable
    String jumpText() {
        return values.text(SshKeyword.PROXY_JUMP).orElse(null);
    }
}
