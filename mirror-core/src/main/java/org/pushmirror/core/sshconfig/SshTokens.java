package org.pushmirror.core.sshconfig;

import org.jspecify.annotations.Nullable;

/** What stands for {@code ~}, tokens and variables in the settings of a host. */
record SshTokens(SshUser client, String original, String host, String user) {

    /** Lower case of ASCII letters only. */
    static String lower(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(at, (char) (c + ('a' - 'A')));
            }
        }
        return lower.toString();
    }

    /** {@code HostName} knows the typed name and the percent sign only. */
    static String hostName(String written, String typed) {
        StringBuilder name = new StringBuilder();
        for (int at = 0; at < written.length(); at++) {
            char c = written.charAt(at);
            if (c != '%') {
                name.append(c);
                continue;
            }
            at++;
            char token = at < written.length() ? written.charAt(at) : 0;
            if (token != '%' && token != 'h') {
                throw new IllegalArgumentException("HostName knows the tokens %h and %% only.");
            }
            name.append(token == '%' ? "%" : typed);
        }
        return name.toString();
    }

    String expand(String written, int port, @Nullable String alias) {
        String path = tilde(written);
        StringBuilder expanded = new StringBuilder();
        for (int at = 0; at < path.length(); at++) {
            char c = path.charAt(at);
            if (c == '$' && path.startsWith("{", at + 1)) {
                int end = path.indexOf('}', at);
                expanded.append(variable(path, at, end));
                at = end;
            } else if (c == '%') {
                at++;
                expanded.append(token(path, at < path.length() ? path.charAt(at) : 0, port, alias));
            } else {
                expanded.append(c);
            }
        }
        return expanded.toString();
    }

    private String tilde(String path) {
        if (path.equals("~") || path.startsWith("~/")) {
            return client.home() + path.substring(1);
        }
        if (path.startsWith("~")) {
            throw new IllegalArgumentException("The home folder of another user in \"" + path + "\" is not looked up.");
        }
        return path;
    }

    private String variable(String path, int start, int end) {
        String name = end < 0 ? "" : path.substring(start + 2, end);
        String value = client.environment().get(name);
        if (value == null) {
            throw new IllegalArgumentException("The variable of \"" + path + "\" is not set.");
        }
        return value;
    }

    private String token(String path, char token, int port, @Nullable String alias) {
        return switch (token) {
            case '%' -> "%";
            case 'd' -> client.home().toString();
            case 'h' -> host;
            case 'n' -> original;
            case 'p' -> Integer.toString(port);
            case 'r' -> user;
            case 'u' -> client.name();
            case 'k' -> alias == null ? original : alias;
            case 'l' -> client.host();
            case 'L' -> client.host().replaceFirst("\\..*", "");
            default ->
                throw new IllegalArgumentException("The token %" + token + " of \"" + path + "\" is not supported.");
        };
    }
}
