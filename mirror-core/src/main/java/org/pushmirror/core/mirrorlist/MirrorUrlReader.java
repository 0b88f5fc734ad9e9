package org.pushmirror.core.mirrorlist;

import java.util.Optional;
import java.util.regex.Matcher;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.text.Severity;

/** Reads a line of the form {@code TYPE NAME ssh+ftpsync://user@host/archive}. */
final class MirrorUrlReader {

    private static final String SCHEME = "ssh+ftpsync";

    private final MirrorLineReader reader;
    private final TargetType type;
    private final String name;
    private final int start;
    private final String scheme;
    private final Optional<String> user;
    private final String address;
    private final Optional<String> path;

    MirrorUrlReader(MirrorLineReader reader, TargetType type, String name, int start, Matcher url) {
        this.reader = reader;
        this.type = type;
        this.name = name;
        this.start = start;
        this.scheme = url.group(1);
        this.user = Optional.ofNullable(url.group(2));
        this.address = url.group(3);
        this.path = Optional.ofNullable(url.group(4));
    }

    Optional<MirrorListEntry> read() {
        if (!scheme.equals(SCHEME)) {
            return reader.dead(
                    start,
                    "unknown-scheme",
                    "Debian's runmirrors leaves this mirror out, because the scheme " + scheme + " is not " + SCHEME
                            + ".");
        }
        if (user.isEmpty()) {
            return reader.dead(
                    start,
                    "missing-user",
                    "Debian's runmirrors starts ssh with an empty user here, and ssh refuses that; write " + SCHEME
                            + "://user@host.");
        }
        reader.startOfColumn(3)
                .ifPresent(at -> reader.say(
                        at,
                        Severity.IGNORED,
                        "extra-column",
                        "Nothing reads what stands after a URL, neither a user nor ssh options."));
        String archive = path.map(text -> text.substring(1)).orElse("");
        Optional<ArchiveName> name = MirrorLineReader.archive(archive);
        if (name.isEmpty()) {
            return reader.dead(
                    start,
                    "bad-archive",
                    "Debian's runmirrors sends the word sync:archive:" + archive
                            + ", of which the mirror makes another name; write letters, digits and . _ - only.");
        }
        ListedMirror mirror = located();
        if (path.isEmpty()) {
            return Optional.of(mirror);
        }
        if (archive.isEmpty()) {
            reader.say(
                    start,
                    Severity.HAZARD,
                    "empty-archive",
                    "The slash at the end makes this the default archive, whatever archive is pushed; remove it if that is not"
                            + " meant.");
        }
        return Optional.of(mirror.withArchive(name.get()));
    }

    private ListedMirror located() {
        Matcher port = MirrorLineReader.port(address);
        boolean bracketed = address.startsWith("[");
        boolean oneColon = address.chars().filter(c -> c == ':').count() == 1;
        if (port.matches() && (bracketed || oneColon)) {
            reader.say(
                    start,
                    Severity.FATAL,
                    "port-in-url",
                    "Debian's runmirrors takes \"" + address
                            + "\" for a host name, which there is not; write type, name, host and" + " user, and -p "
                            + port.group(2) + " after them.");
            String host = MirrorLineReader.unbracketed(port.group(1));
            return ListedMirror.of(type, name, host, user.get()).withPort(Integer.parseInt(port.group(2)));
        }
        String host = MirrorLineReader.unbracketed(address);
        if (host.indexOf(':') >= 0) {
            reader.sayIpv6(start, address);
        }
        return ListedMirror.of(type, name, host, user.get());
    }
}
