package org.pushmirror.core.sshkeys;

/** One line of a known_hosts file that is neither blank nor a comment. */
record KnownHostsLine(int number, Marker marker, HostPatterns hosts, PublicKey key) {

    /** What a line says about its key. */
    enum Marker {
        NONE,
        REVOKED,
        CERTIFICATE_AUTHORITY
    }

    private static final String REVOKED = "@revoked";
    private static final String CERTIFICATE_AUTHORITY = "@cert-authority";

    /** Reads a line; throws IllegalArgumentException with the reason if ssh would pass it over. */
    static KnownHostsLine parse(int number, String line) {
        KeyScanner scanner = new KeyScanner(line);
        int at = scanner.skipBlanks(0);
        Marker marker = Marker.NONE;
        if (line.startsWith("@", at)) {
            int end = markerEnd(line, at);
            marker = marker(line.substring(at, end));
            at = scanner.skipBlanks(end);
            if (line.startsWith("@", at)) {
                throw new IllegalArgumentException("A line can have one marker only.");
            }
        }
        int hostsEnd = scanner.wordEnd(at);
        HostPatterns hosts = HostPatterns.parse(line.substring(at, hostsEnd));
        return new KnownHostsLine(number, marker, hosts, scanner.key(hostsEnd));
    }

    /** ssh looks for a space on the whole line before it looks for a tab. */
    private static int markerEnd(String line, int start) {
        int space = line.indexOf(' ', start);
        int end = space >= 0 ? space : line.indexOf('\t', start);
        return end >= 0 ? end : line.length();
    }

    private static Marker marker(String word) {
        return switch (word) {
            case REVOKED -> Marker.REVOKED;
            case CERTIFICATE_AUTHORITY -> Marker.CERTIFICATE_AUTHORITY;
            default ->
                throw new IllegalArgumentException(
                        "The marker is not " + REVOKED + " or " + CERTIFICATE_AUTHORITY + ", followed by a space.");
        };
    }
}
