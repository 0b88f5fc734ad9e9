package org.pushmirror.core.rsyncd;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.pushmirror.core.rsyncd.RsyncdParameter.Type;
import org.pushmirror.core.text.Findings;
import org.pushmirror.core.text.SourceText;

/** What is odd about the value of one line, wherever that line stands. */
final class ValueLint {

    /** The longest list that is looked at. */
    static final int MAX_LIST = 1 << 20;

    private static final int MAX_PORT = 65535;

    private static final Set<RsyncdParameter<?>> LISTS = Set.of(
            RsyncdParameter.REFUSE_OPTIONS,
            RsyncdParameter.EXCLUDE,
            RsyncdParameter.INCLUDE,
            RsyncdParameter.FILTER,
            RsyncdParameter.INCOMING_CHMOD,
            RsyncdParameter.OUTGOING_CHMOD);

    /** Where a number sign or a semicolon may well be meant. */
    private static final Set<RsyncdParameter<?>> FREE_TEXT = Set.of(
            RsyncdParameter.COMMENT,
            RsyncdParameter.LOG_FORMAT,
            RsyncdParameter.EARLY_EXEC,
            RsyncdParameter.PRE_XFER_EXEC,
            RsyncdParameter.POST_XFER_EXEC,
            RsyncdParameter.NAME_CONVERTER);

    private static final Set<RsyncdParameter<?>> HOOKS = Set.of(
            RsyncdParameter.EARLY_EXEC,
            RsyncdParameter.PRE_XFER_EXEC,
            RsyncdParameter.POST_XFER_EXEC,
            RsyncdParameter.NAME_CONVERTER);

    private static final Set<RsyncdParameter<?>> PATHS = Set.of(
            RsyncdParameter.PATH,
            RsyncdParameter.SECRETS_FILE,
            RsyncdParameter.LOG_FILE,
            RsyncdParameter.LOCK_FILE,
            RsyncdParameter.PID_FILE,
            RsyncdParameter.MOTD_FILE,
            RsyncdParameter.EXCLUDE_FROM,
            RsyncdParameter.INCLUDE_FROM,
            RsyncdParameter.DAEMON_CHROOT);

    private static final Set<RsyncdParameter<?>> PLACES =
            Set.of(RsyncdParameter.PATH, RsyncdParameter.UID, RsyncdParameter.GID, RsyncdParameter.SECRETS_FILE);

    private static final Pattern LATE_COMMENT = Pattern.compile("[ \t][#;]");
    private static final Pattern CHMOD = Pattern.compile("[DF]?(0?[0-7]{1,4}|[ugoa]*[-+=][-+=rwxXstugo]*)");
    private static final Pattern SPLIT_PATTERN = Pattern.compile("[^{,]*,[^}]*");
    private static final Pattern FILTER_RULE = Pattern.compile(
            "([-+:.HSPR!]|exclude|include|merge|dir-merge|hide|show|protect|risk|clear)(,?[-+/!Csrpxenw]*)(_.*)?");
    private static final Pattern CONTINUED_ENTRY = Pattern.compile("\n[ \t]*(\\[|[#;]|&include|&merge)");
    private static final Pattern CONTINUED_PARAMETER = Pattern.compile("\n[ \t]*([A-Za-z][A-Za-z -]{1,30})=");

    private final VariableExpansion expansion;
    private final Findings findings;

    ValueLint(VariableExpansion expansion, Findings findings) {
        this.expansion = expansion;
        this.findings = findings;
    }

    void check(SourceText text, RsyncdLine line, RsyncdParameter<?> parameter) {
        checkType(text, line, parameter);
        checkVariables(text, line, parameter);
        checkWriting(text, line, parameter);
        if (parameter.type() == Type.STRING || parameter.type() == Type.PATH) {
            checkText(text, line, parameter);
        }
    }

    private void checkType(SourceText text, RsyncdLine line, RsyncdParameter<?> parameter) {
        Optional<?> value = parameter.read(line.value(), expansion);
        String expanded = expansion.expand(line.value()).orElse("");
        if (value.isEmpty()) {
            RsyncdRule rule = parameter.type() == Type.ENUM ? RsyncdRule.BAD_ENUM : RsyncdRule.BAD_BOOLEAN;
            add(
                    text,
                    line,
                    rule,
                    "The value of \"" + parameter + "\" is not " + parameter.allowed()
                            + ", so rsync keeps the one from before.");
        } else if (parameter.type() == Type.INTEGER && !ValueKind.isPlainInteger(expanded)) {
            add(
                    text,
                    line,
                    RsyncdRule.ODD_INTEGER,
                    "rsync reads the value of \"" + parameter + "\" as " + ValueKind.atoi(expanded)
                            + "; write the digits alone.");
        } else if (parameter == RsyncdParameter.PORT
                && (ValueKind.atoi(expanded) < 0 || ValueKind.atoi(expanded) > MAX_PORT)) {
            add(
                    text,
                    line,
                    RsyncdRule.PORT_OUT_OF_RANGE,
                    "There is no port " + expanded + ": rsync takes its lower 16 bits, "
                            + (ValueKind.atoi(expanded) & MAX_PORT) + "; write a number from 1 to 65535.");
        }
    }

    private void checkVariables(SourceText text, RsyncdLine line, RsyncdParameter<?> parameter) {
        String value = line.value();
        if (parameter == RsyncdParameter.LOG_FORMAT || value.indexOf('%') < 0) {
            return;
        }
        if (value.contains("%%")) {
            add(text, line, RsyncdRule.DOUBLE_PERCENT, "rsync does not make one percent sign of \"%%\"; write one.");
        }
        if (expansion.expand(value).isEmpty()) {
            add(text, line, RsyncdRule.EXPANSION_TOO_LONG, "rsync gives up on a value that variables make this long.");
        }
        boolean ofClient = value.contains("%RSYNC_");
        if (ofClient && HOOKS.contains(parameter)) {
            add(
                    text,
                    line,
                    RsyncdRule.VARIABLE_IN_HOOK,
                    "A client can fill the variable in \"" + parameter
                            + "\"; let the program read it from its environment instead.");
        }
        Optional<String> unset = VariableExpansion.reference(
                value, name -> !name.startsWith("RSYNC_") && !expansion.knows(name) && isVariableName(name));
        if (unset.isPresent()) {
            boolean place = PLACES.contains(parameter) && !expansion.isEmpty();
            add(
                    text,
                    line,
                    place ? RsyncdRule.UNSET_VARIABLE : RsyncdRule.VARIABLE_NOT_EXPANDED,
                    "rsync replaces %" + unset.get()
                            + "% if there is an environment variable of that name, which there is not here.");
        }
    }

    private static boolean isVariableName(String name) {
        return name.chars().allMatch(c -> c < 0x7F && (Character.isLetterOrDigit(c) || c == '_'));
    }

    private void checkWriting(SourceText text, RsyncdLine line, RsyncdParameter<?> parameter) {
        String raw = text.text(line.rawValue());
        if (raw.indexOf('\n') < 0) {
            return;
        }
        var named = CONTINUED_PARAMETER.matcher(raw);
        boolean parameterInside =
                named.find() && RsyncdParameter.named(named.group(1)).isPresent();
        if (parameterInside || CONTINUED_ENTRY.matcher(raw).find()) {
            add(
                    text,
                    line,
                    RsyncdRule.CONTINUATION_SWALLOWS,
                    "The backslash at the end of this line makes the next one a part of the value; remove it.");
        }
        if (PATHS.contains(parameter)
                && !line.value().isEmpty()
                && RsyncdGrammar.isSpace(line.value().charAt(0))) {
            add(
                    text,
                    line,
                    RsyncdRule.CONTINUED_PATH,
                    "The value of \"" + parameter
                            + "\" begins with the blanks of the continued line; write it on one line.");
        }
    }

    private void checkText(SourceText text, RsyncdLine line, RsyncdParameter<?> parameter) {
        String value = line.value();
        if (!FREE_TEXT.contains(parameter) && LATE_COMMENT.matcher(value).find()) {
            add(
                    text,
                    line,
                    RsyncdRule.COMMENT_IN_VALUE,
                    "What follows the \"#\" or \";\" is a part of the value of \"" + parameter
                            + "\"; put the comment on a line of its own.");
        }
        boolean quoted =
                value.length() > 1 && "\"'".indexOf(value.charAt(0)) >= 0 && value.endsWith(value.substring(0, 1));
        if (quoted && !HOOKS.contains(parameter)) {
            add(
                    text,
                    line,
                    FREE_TEXT.contains(parameter) ? RsyncdRule.QUOTED_COMMENT : RsyncdRule.QUOTED_VALUE,
                    "The quotes are a part of the value of \"" + parameter + "\"; leave them out.");
        }
        String expanded = expansion.expand(value).orElse(value);
        if (PATHS.contains(parameter) && isRelative(expanded)) {
            add(
                    text,
                    line,
                    RsyncdRule.RELATIVE_PATH,
                    "The value of \"" + parameter
                            + "\" does not begin with a slash, and is looked up where the daemon happens to be.");
        }
        if (expanded.length() <= MAX_LIST) {
            checkLists(text, line, parameter, expanded);
        } else if (LISTS.contains(parameter)) {
            add(
                    text,
                    line,
                    RsyncdRule.LISTS_NOT_CHECKED,
                    "The list \"" + parameter + "\" is longer than " + MAX_LIST + " characters, and is not checked.");
        }
    }

    private static boolean isRelative(String value) {
        return !value.isEmpty() && "/%\"'".indexOf(value.charAt(0)) < 0 && !RsyncdGrammar.isSpace(value.charAt(0));
    }

    private void checkLists(SourceText text, RsyncdLine line, RsyncdParameter<?> parameter, String value) {
        if (parameter == RsyncdParameter.REFUSE_OPTIONS) {
            checkRefused(text, line, value);
        } else if (Set.of(RsyncdParameter.EXCLUDE, RsyncdParameter.INCLUDE, RsyncdParameter.FILTER)
                        .contains(parameter)
                && List.of(value.split("\\s+")).stream()
                        .anyMatch(word -> SPLIT_PATTERN.matcher(word).matches()
                                && !FILTER_RULE.matcher(word).matches())) {
            add(
                    text,
                    line,
                    RsyncdRule.PATTERN_COMMA,
                    "The comma is a part of a pattern of \"" + parameter + "\"; part patterns by blanks.");
        } else if ((parameter == RsyncdParameter.INCOMING_CHMOD || parameter == RsyncdParameter.OUTGOING_CHMOD)
                && !value.isEmpty()
                && !Arrays.stream(value.split(",", -1))
                        .allMatch(mode -> CHMOD.matcher(mode).matches())) {
            add(
                    text,
                    line,
                    RsyncdRule.BAD_CHMOD,
                    "The value of \"" + parameter + "\" is no list of modes such as D755,F644, so rsync ignores it.");
        }
        if (parameter == RsyncdParameter.FILTER) {
            checkFilter(text, line, value);
        }
    }

    private void checkRefused(SourceText text, RsyncdLine line, String value) {
        if (value.indexOf(',') >= 0 || value.indexOf('\t') >= 0) {
            add(
                    text,
                    line,
                    RsyncdRule.REFUSE_SEPARATOR,
                    "A comma or a tab makes one unknown word of several options, which are not refused; use spaces.");
            return;
        }
        RefuseOptions refused = RefuseOptions.parse(value);
        refused.unknown().stream()
                .findFirst()
                .ifPresent(word -> add(
                        text,
                        line,
                        RsyncdRule.REFUSE_UNKNOWN,
                        "rsync has no option " + Findings.quoted(word)
                                + ", so this refuses nothing; write the name of an option without its dashes."));
        if (refused.words().contains("!write-devices") || refused.words().contains("!copy-devices")) {
            add(
                    text,
                    line,
                    RsyncdRule.REFUSE_NEGATED,
                    "This lets clients read or write devices, which rsync refuses by itself; take the word out.");
        }
    }

    private void checkFilter(SourceText text, RsyncdLine line, String value) {
        List<String> words = List.of(value.strip().split("\\s+"));
        for (int i = 0; i < words.size() && !words.get(i).isEmpty(); i++) {
            var rule = FILTER_RULE.matcher(words.get(i));
            if (!rule.matches()) {
                add(
                        text,
                        line,
                        RsyncdRule.BAD_FILTER,
                        "rsync knows no filter rule " + Findings.quoted(words.get(i))
                                + ", and cuts off everybody who asks for the module.");
                return;
            }
            boolean alone = Set.of("!", "clear").contains(rule.group(1))
                    || rule.group(2).contains("C");
            if (!alone && rule.group(3) == null) {
                i++;
            }
        }
    }

    private void add(SourceText text, RsyncdLine line, RsyncdRule rule, String message) {
        findings.add(text, line.start(), rule.rule(), message);
    }
}
