package org.pushmirror.rsync;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.secrets.Password;

/**
 * The content of a module of an rsync daemon, or of a folder in it, or one of its files. Each method returns a changed
 * copy. Immutable; never shows its password.
 */
public final class DaemonPlace implements RsyncSource, RsyncTarget {

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
    private final boolean content;
    private final @Nullable String user;
    private final @Nullable Password password;

    private DaemonPlace(
            String host,
            @Nullable Integer port,
            String module,
            String path,
            boolean content,
            @Nullable String user,
            @Nullable Password password) {
        this.host = host;
        this.port = port;
        this.module = module;
        this.path = path;
        this.content = content;
        this.user = user;
        this.password = password;
    }

    static DaemonPlace of(String host, String module) {
        RemotePath.requireHost(host);
        RemotePath.require("module", module, "/*?[");
        if (module.startsWith("#")) {
            throw new IllegalArgumentException("The module \"" + module + "\" starts with #, as a command does.");
        }
        return new DaemonPlace(host, null, module, "", true, null, null);
    }

    static DaemonPlace parse(String text) {
        Matcher url = URL.matcher(text);
        if (url.matches()) {
            DaemonPlace source = parsed(url.group(2), url.group(4), url.group(5), url.group(1));
            return url.group(3) == null ? source : source.port(Integer.parseInt(url.group(3)));
        }
        Matcher colons = COLONS.matcher(text);
        if (colons.matches()) {
            return parsed(colons.group(2), colons.group(3), colons.group(4), colons.group(1));
        }
        throw new IllegalArgumentException("The rsync source \"" + text
                + "\" is neither rsync://[user@]host[:port]/module[/path] nor [user@]host::module[/path].");
    }

    private static DaemonPlace parsed(String host, String module, @Nullable String path, @Nullable String user) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        DaemonPlace source = of(bare, module);
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
    public DaemonPlace port(int newPort) {
        if (newPort < 1 || newPort > 65535) {
            throw new IllegalArgumentException("The port " + newPort + " is not between 1 and 65535.");
        }
        return new DaemonPlace(host, newPort, module, path, content, user, password);
    }

    /**
     * The content of a folder in the module.
     *
     * @param newPath its path below the module's root; slashes at either end do not matter; empty for the root. What
     *     looks like a wildcard is meant literally
     * @return the changed copy
     * @throws IllegalArgumentException if it has a NUL, a line break or a part {@code ..}
     */
    public DaemonPlace path(String newPath) {
        return at(newPath, true);
    }

    /**
     * A file or a folder in the module, itself. A name that has both a wildcard and a backslash is refused by rsync
     * 3.5.0 itself, which then takes its own request for another.
     *
     * @param newPath its path below the module's root, as for {@link #path(String)}
     * @return the changed copy
     * @throws IllegalArgumentException as {@link #path(String)} does, or if it is the root
     */
    public DaemonPlace item(String newPath) {
        DaemonPlace changed = at(newPath, false);
        if (changed.path.isEmpty()) {
            throw new IllegalArgumentException("The root of a module has no name to be transferred under.");
        }
        return changed;
    }

    private DaemonPlace at(String newPath, boolean newContent) {
        RemotePath.requirePath(newPath);
        String bare = newPath.replaceAll("^/+|/+$", "");
        return new DaemonPlace(host, port, module, bare, newContent, user, password);
    }

    /**
     * The user that logs in. Without one, a module that asks for a login refuses.
     *
     * @param newUser the name, as in the daemon's secrets file
     * @return the changed copy
     * @throws IllegalArgumentException if it is empty or has a character that would end it
     */
    public DaemonPlace user(String newUser) {
        RemotePath.require("user", newUser, "@/: ");
        return new DaemonPlace(host, port, module, path, content, newUser, password);
    }

    /**
     * The password that the user logs in with. It reaches rsync over standard input only.
     *
     * @param newPassword the password
     * @return the changed copy
     */
    public DaemonPlace password(Password newPassword) {
        return new DaemonPlace(host, port, module, path, content, user, newPassword);
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
        return url(RemotePath.escaped(path)) + (content && !path.isEmpty() ? "/" : "");
    }

    @Override
    public String targetArgument() {
        if (!content) {
            throw new IllegalArgumentException("The target " + this + " must be a folder that takes the content.");
        }
        return url(RemotePath.literal(path)) + (path.isEmpty() ? "" : "/");
    }

    private String url(String below) {
        String at = user == null ? "" : user + "@";
        String colon = port == null ? "" : ":" + port;
        return "rsync://" + at + RemotePath.host(host) + colon + "/" + module + "/" + below;
    }

    /**
     * This place as a URL, without the password.
     *
     * @return for example {@code rsync://mirror1@hub.example.org/debian/}
     */
    @Override
    public String toString() {
        return url(path) + (content && !path.isEmpty() ? "/" : "");
    }
}
