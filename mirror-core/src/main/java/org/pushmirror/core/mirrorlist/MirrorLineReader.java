package org.pushmirror.core.mirrorlist;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pushmirror.core.mirrorlist.ListedDelay.Until;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.Severity;
import org.pushmirror.core.text.SourceText;
import org.pushmirror.core.text.Span;

/**
 * Reads one line, and says where Debian's runmirrors 20180513+nmu1 would do something else than the line seems to say.
 */
final class MirrorLineReader {

    private static final Pattern URL = Pattern.compile("([a-z.+]+)://(?:([^@/]+)@)?([^/]+)(/.*)?");
    private static final Pattern PORT = Pattern.compile("(.*[^:\\]]|\\[.*\\]):([0-9]{1,5})");

    /** A column of the line, and where it begins in it. */
    private record Column(String text, int start) {}

    private final SourceText source;
    private final int number;
    private final List<Diagnostic> diagnostics;
    private final String line;
    private final List<Column> columns;

    MirrorLineReader(SourceText source, int number, List<Diagnostic> diagnostics) {
        this.source = source;
        this.number = number;
        this.diagnostics = diagnostics;
        Span content = source.lineContent(number);
        boolean carriageReturn = content.length() > 0 && source.at(content.end() - 1) == '\r';
        this.line = source.text(carriageReturn ? new Span(content.start(), content.end() - 1) : content);
        this.columns = columns(line);
        if (carriageReturn && !isSilent()) {
            say(
                    line.length(),
                    Severity.FATAL,
                    "carriage-return",
                    "Debian's runmirrors takes the carriage return for a part of the last column, so that the user, option or"
                            + " number there is wrong; end lines with LF only.");
        }
    }

    /** The first four words and the rest, as {@code read} of the shell takes them. */
    private static List<Column> columns(String line) {
        List<Column> columns = new ArrayList<>();
        int at = 0;
        int end = line.length();
        while (end > 0 && isBlank(line.charAt(end - 1))) {
            end--;
        }
        while (at < end) {
            while (isBlank(line.charAt(at))) {
                at++;
            }
            int start = at;
            boolean last = columns.size() == 4;
            while (at < end && (last || !isBlank(line.charAt(at)))) {
                at++;
            }
            columns.add(new Column(line.substring(start, at), start));
        }
        return columns;
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Whether it is empty or a comment. */
    private boolean isSilent() {
        String stripped = line.strip();
        return stripped.isEmpty() || stripped.startsWith("#");
    }

    Optional<MirrorListEntry> read() {
        if (isSilent()) {
            return Optional.empty();
        }
        if (line.indexOf('\0') >= 0 || !isText()) {
            return Optional.empty();
        }
        if (line.indexOf('\\') >= 0) {
            return dead(
                    line.indexOf('\\'),
                    "backslash",
                    "Debian's runmirrors takes a backslash for an escape, and one at the end joins this line with the next;"
                            + " write the line without it.");
        }
        if (columns.get(0).text().equals(ListedDelay.WORD)) {
            return delay();
        }
        boolean ends = columns.size() == 5
                && !URL.matcher(columns.get(2).text()).matches()
                && FifthColumn.endsTheRun(columns.get(4).text());
        if (ends) {
            dead(
                    columns.get(4).start(),
                    "odd-fifth-column",
                    "Debian's runmirrors ends at this line: neither this mirror nor any after it is contacted, and its"
                            + " exit status is 0; write ssh options, or 2 and a key file.");
        }
        Optional<TargetType> type = type();
        if (type.isEmpty() || ends) {
            return Optional.empty();
        }
        checkIndent(type.get());
        try {
            return mirror(type.get());
        } catch (IllegalArgumentException refused) {
            return dead(
                    columns.get(Math.min(1, columns.size() - 1)).start(),
                    "odd-column",
                    refused.getMessage() + " Debian's runmirrors hands it to the shell and to ssh as it is.");
        }
    }

    private boolean isText() {
        boolean odd = line.chars().anyMatch(c -> c >= 0xDC80 && c <= 0xDCFF);
        if (odd) {
            dead(
                    0,
                    "not-utf-8",
                    "In a UTF-8 locale Debian's runmirrors leaves this line out, because grep takes its bytes for binary data;"
                            + " write the file in UTF-8.");
        }
        return !odd;
    }

    private Optional<MirrorListEntry> delay() {
        String word = columns.size() > 1 ? columns.get(1).text() : "";
        boolean stage1 = columns.size() > 2 && columns.get(2).text().equals(ListedDelay.STAGE1);
        Optional<Duration> duration = word.isEmpty() ? Optional.of(ListedDelay.DEFAULT) : ListedDelay.duration(word);
        if (duration.isEmpty()) {
            return dead(
                    columns.get(1).start(),
                    "bad-delay",
                    "Debian's runmirrors does not wait here, because sleep does not take \"" + word
                            + "\"; write DELAY, a number of seconds, and perhaps stage1.");
        }
        if (stage1 && !word.matches("[1-9][0-9]*|0")) {
            say(
                    columns.get(1).start(),
                    Severity.HAZARD,
                    "bad-delay",
                    "Debian's runmirrors does not wait here and ends the barrier of all staged mirrors, because before"
                            + " stage1 it takes plain seconds only; write them without a unit.");
        }
        if (columns.size() > (stage1 ? 3 : 2)) {
            say(
                    columns.get(stage1 ? 3 : 2).start(),
                    Severity.IGNORED,
                    "extra-column",
                    "Nothing reads this word; after DELAY come a number of seconds and perhaps stage1.");
        }
        return Optional.of(new ListedDelay(duration.get(), stage1 ? Until.STAGE1_DONE : Until.ELAPSED));
    }

    private Optional<TargetType> type() {
        Column first = columns.get(0);
        for (TargetType type : TargetType.values()) {
            if (type.word().equals(first.text())) {
                return Optional.of(type);
            }
        }
        String lower = first.text().toLowerCase(Locale.ROOT);
        String hint = lower.equals("delay") ? "; did you mean DELAY?" : "; the types are all, staged and mhop.";
        say(
                first.start(),
                Severity.FATAL,
                "unknown-type",
                "Debian's runmirrors never contacts the mirror of this line, and logs it as done: \"" + first.text()
                        + "\" is no type" + hint);
        if (first.start() == 0
                && (first.text().startsWith("staged") || first.text().startsWith("mhop"))) {
            say(
                    0,
                    Severity.HAZARD,
                    "phantom-barrier",
                    "The barrier of Debian's runmirrors waits for this line, because it begins like a staged one, and it is never"
                            + " pushed: every staged mirror waits the whole PUSHDELAY.");
        }
        return Optional.empty();
    }

    private void checkIndent(TargetType type) {
        if (type.isStaged() && columns.get(0).start() > 0) {
            say(
                    0,
                    Severity.HAZARD,
                    "indented-stage",
                    "Debian's runmirrors pushes this mirror without waiting for its stage 1 at the barrier, because the line"
                            + " begins with blanks; remove them.");
        }
    }

    private Optional<MirrorListEntry> mirror(TargetType type) {
        if (columns.size() < 3) {
            return dead(
                    line.length(),
                    "missing-column",
                    "Debian's runmirrors starts ssh without a host here, so no mirror is contacted; write type, name, host and"
                            + " user.");
        }
        Column third = columns.get(2);
        Matcher url = URL.matcher(third.text());
        return url.matches()
                ? new MirrorUrlReader(this, type, columns.get(1).text(), third.start(), url).read()
                : columnsForm(type, third);
    }

    private Optional<MirrorListEntry> columnsForm(TargetType type, Column host) {
        int at = host.text().indexOf('@');
        if (columns.size() < 4) {
            return dead(
                    line.length(),
                    "missing-user",
                    "Debian's runmirrors starts ssh with an empty user here, and ssh refuses that"
                            + (at > 0 ? "; put the user into the next column." : "; write the user after the host."));
        }
        if (at >= 0) {
            return dead(
                    host.start(),
                    "user-in-host",
                    "Debian's runmirrors logs in with the user before the @, and not with that of the user column; write the host"
                            + " alone.");
        }
        if (PORT.matcher(host.text()).matches()
                && host.text().chars().filter(c -> c == ':').count() == 1) {
            return dead(
                    host.start(),
                    "port-in-host",
                    "Debian's runmirrors takes \"" + host.text()
                            + "\" for a host name, which there is not; write -p and the" + " port after the user.");
        }
        String plain = unbracketed(host.text());
        if (plain.indexOf(':') >= 0) {
            sayIpv6(host.start(), host.text());
        }
        ListedMirror mirror = ListedMirror.of(
                type, columns.get(1).text(), plain, columns.get(3).text());
        return columns.size() == 4
                ? Optional.of(mirror)
                : new FifthColumn(this, mirror)
                        .read(columns.get(4).text(), columns.get(4).start());
    }

    static String unbracketed(String host) {
        boolean brackets = host.startsWith("[") && host.endsWith("]") && host.indexOf(':') > 0;
        return brackets ? host.substring(1, host.length() - 1) : host;
    }

    void sayIpv6(int at, String host) {
        String brackets = host.startsWith("[")
                ? " and takes the brackets for a pattern of file names, which ssh gets only if no file has such a name"
                : "";
        say(
                at,
                Severity.ADVICE,
                "ipv6-literal",
                "This is an IPv6 address: Debian's runmirrors hands it to ssh as it is" + brackets
                        + "; a host name survives a change of address.");
    }

    /** Where a column begins, if there is one; what follows the fourth counts as one. */
    Optional<Integer> startOfColumn(int index) {
        return index < columns.size() ? Optional.of(columns.get(index).start()) : Optional.empty();
    }

    static Optional<ArchiveName> archive(String name) {
        try {
            return Optional.of(ArchiveName.of(name));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    static Matcher port(String address) {
        return PORT.matcher(address);
    }

    Optional<MirrorListEntry> dead(int at, String rule, String message) {
        say(at, Severity.FATAL, rule, message);
        return Optional.empty();
    }

    void say(int at, Severity severity, String rule, String message) {
        int offset =
                source.line(number).start() + EscapedUtf8.encode(line.substring(0, Math.min(at, line.length()))).length;
        diagnostics.add(new Diagnostic(source.place(offset), severity, rule, message));
    }
}
