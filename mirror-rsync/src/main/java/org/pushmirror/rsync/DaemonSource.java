package org.pushmirror.rsync;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.secrets.Password;

/**
 * A module of an rsync daemon, or a folder in it, as source. Each method returns a changed copy. Immutable; never
 * shows its password.
 */
public final class DaemonSource implements RsyncSource {

    /** The port of a daemon when none is named: 873. */
    public static final int DEFAULT_PORT = 873;

    private static final Pattern URL = Pattern.compile(
            "rsync://(?:([^@/]*)@)?(\\[[^\\]/]*\\]|[^/:\\[\\]]*)(?::([0-9]{1,5}))?/([^/]+)(?:/(.*))?", Pattern.DOTALL);
    private static final Pattern COLONS =
            Pattern.compile("(?:([^@/:]*)@)?(\\[[^\\]/]*\\]|[^/:\\[\\]]*)::([^/]+)(?:/(.*))?", Pattern.DOTALL);

    private final String host;
    private final @Nullable Integer port;
    private final String module;
    private final String path;
    private final @Nullable String user;
    private final @Nullable Password password;

    private DaemonSource(
            String host,
            @Nullable Integer port,
            String module,
            String path,
            @Nullable String user,
            @Nullable Password password) {
        this.host = host;
        this.port = port;
        this.module = module;
        this.path = path;
        this.user = user;
        this.password = password;
    }

    static DaemonSource of(String host, String module) {
        require("host", host, "@/[]");
        require("module", module, "/*?[");
        if (host.indexOf(':') >= 0 && !host.matches("[0-9A-Fa-f.]*(:[0-9A-Fa-f.]*){2,}(%.+)?")) {
            throw new IllegalArgumentException("The host \"" + host + "\" has a colon and is no IPv6 address.");
        }
        return new DaemonSource(host, null, module, "", null, null);
    }

    static DaemonSource parse(String text) {
        Matcher url = URL.matcher(text);
        if (url.matches()) {
            DaemonSource source = parsed(url.group(2), url.group(4), url.group(5), url.group(1));
            return url.group(3) == null ? source : source.port(Integer.parseInt(url.group(3)));
        }
        Matcher colons = COLONS.matcher(text);
        if (colons.matches()) {
            return parsed(colons.group(2), colons.group(3), colons.group(4), colons.group(1));
        }
        throw new IllegalArgumentException("The rsync source \"" + text
                + "\" is neither rsync://[user@]host[:port]/module[/path] nor [user@]host::module[/path].");
    }

    private static DaemonSource parsed(String host, String module, @Nullable String path, @Nullable String user) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        DaemonSource source = of(bare, module);
        if (path != null && !path.replace("/", "").isEmpty()) {
            source = source.path(path);
        }
        return user == null || user.isEmpty() ? source : source.user(user);
    }

    /**
     * The same source at another port.
     *
     * @param newPort 1 to 65535
     * @return the changed copy
     * @throws IllegalArgumentException if it is out of range
     */
    public DaemonSource port(int newPort) {
        if (newPort < 1 || newPort > 65535) {
            throw new IllegalArgumentException("The port " + newPort + " is not between 1 and 65535.");
        }
        return new DaemonSource(host, newPort, module, path, user, password);
    }

    /**
     * A folder in the module.
     *
     * @param newPath its path below the module's root; slashes at either end do not matter; empty for the root
     * @return the changed copy
     * @throws IllegalArgumentException if it has a NUL, a line break, a part {@code ..}, or a wildcard, which the
     *     daemon would expand
     */
    public DaemonSource path(String newPath) {
        String bare = newPath.replaceAll("^/+|/+$", "");
        if (!bare.isEmpty()) {
            require("path", bare, "*?[");
        }
        if (Arrays.asList(bare.split("/")).contains("..")) {
            throw new IllegalArgumentException("The path \"" + newPath + "\" leaves the module.");
        }
        return new DaemonSource(host, port, module, bare, user, password);
    }

    /**
     * The user that logs in. Without one, a module that asks for a login refuses.
     *
     * @param newUser the name, as in the daemon's secrets file
     * @return the changed copy
     * @throws IllegalArgumentException if it is empty or has a character that would end it
     */
    public DaemonSource user(String newUser) {
        require("user", newUser, "@/:");
        return new DaemonSource(host, port, module, path, newUser, password);
    }

    /**
     * The password that the user logs in with. It reaches rsync over standard input only.
     *
     * @param newPassword the password
     * @return the changed copy
     */
    public DaemonSource password(Password newPassword) {
        return new DaemonSource(host, port, module, path, user, newPassword);
    }

    private static void require(String what, String value, String forbidden) {
        if (value.isEmpty() || value.chars().anyMatch(c -> Character.isISOControl(c) || forbidden.indexOf(c) >= 0)) {
            throw new IllegalArgumentException("The " + what + " \"" + value.replaceAll("\\p{Cntrl}", "?")
                    + "\" of an rsync source is empty or has a control character or one of: " + forbidden);
        }
    }

    /**
     * The host.
     *
     * @return a name or an address, without brackets
     */
    public String host() {
        return host;
    }

    /**
     * The port.
     *
     * @return the port; empty if none was named, which means {@link #DEFAULT_PORT} unless an option says otherwise
     */
    public OptionalInt port() {
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    /**
     * The module.
     *
     * @return its name
     */
    public String module() {
        return module;
    }

    /**
     * The folder in the module.
     *
     * @return its path without slashes around it; empty for the root
     */
    public String path() {
        return path;
    }

    /**
     * The user that logs in.
     *
     * @return the name; empty if none was given
     */
    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    @Nullable
    Password password() {
        return password;
    }

    @Override
    public String argument() {
        String at = user == null ? "" : user + "@";
        String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        String colon = port == null ? "" : ":" + port;
        String below = path.isEmpty() ? "" : path + "/";
        return "rsync://" + at + bracketed + colon + "/" + module + "/" + below;
    }

    @Override
    public String toString() {
        return argument();
    }
}
