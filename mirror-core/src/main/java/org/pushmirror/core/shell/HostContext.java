package org.pushmirror.core.shell;

import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a shell file may ask of the host that would source it: environment, host names, time, home folders. What is not
 * given stays unresolved; nothing is looked up here. Immutable and thread-safe, as far as the clock is; methods with a parameter
 * return a changed copy.
 */
public final class HostContext {

    private static final HostContext NONE = new HostContext(Map.of(), Map.of(), null, Map.of());

    /** Questions about names that a file can ask, and the shell commands that ask them. */
    enum Question {
        /** {@code hostname}, {@code uname -n} and {@code $HOSTNAME}. */
        NODE_NAME,
        /** {@code hostname -f}. */
        FULL_NAME,
        /** {@code hostname -s}. */
        SHORT_NAME,
        /** {@code hostname -d}. */
        DOMAIN,
        /** {@code basename $0}. */
        PROGRAM,
        /** {@code whoami} and {@code id -un}. */
        USER
    }

    private final Map<String, String> environment;
    private final Map<Question, String> answers;
    private final @Nullable Clock clock;
    private final Map<String, String> homes;

    private HostContext(
            Map<String, String> environment,
            Map<Question, String> answers,
            @Nullable Clock clock,
            Map<String, String> homes) {
        this.environment = Map.copyOf(environment);
        this.answers = Map.copyOf(answers);
        this.clock = clock;
        this.homes = Map.copyOf(homes);
    }

    /**
     * A host of which nothing is known: an empty environment, no names, no time.
     *
     * @return the context
     */
    public static HostContext none() {
        return NONE;
    }

    /**
     * The variables that are set before the file is read.
     *
     * @param variables names and values; also decides, by {@code LC_ALL}, {@code LC_CTYPE} and {@code LANG}, what some
     *     escapes come to, as in bash
     * @return the changed copy
     */
    public HostContext environment(Map<String, String> variables) {
        return new HostContext(variables, answers, clock, homes);
    }

    /**
     * The names of the host.
     *
     * @param nodeName what {@code hostname} prints
     * @param fullName what {@code hostname -f} prints; empty if it cannot tell, which leaves it unresolved
     * @return the changed copy; the short name and the domain are cut from the full one, as {@code hostname} does
     */
    public HostContext names(String nodeName, String fullName) {
        Map<Question, String> known = new HashMap<>(answers);
        put(known, Question.NODE_NAME, nodeName);
        put(known, Question.FULL_NAME, fullName);
        String whole = fullName.isEmpty() ? nodeName : fullName;
        int dot = whole.indexOf('.');
        put(known, Question.SHORT_NAME, dot < 0 ? whole : whole.substring(0, dot));
        known.remove(Question.DOMAIN);
        if (!fullName.isEmpty()) {
            known.put(Question.DOMAIN, dot < 0 ? "" : whole.substring(dot + 1));
        }
        return new HostContext(environment, known, clock, homes);
    }

    /**
     * The program that sources the file: what {@code basename $0} prints.
     *
     * @param name for example {@code ftpsync}
     * @return the changed copy
     */
    public HostContext program(String name) {
        return with(Question.PROGRAM, name);
    }

    /**
     * The user that runs the program.
     *
     * @param name the login name
     * @return the changed copy
     */
    public HostContext user(String name) {
        return with(Question.USER, name);
    }

    /**
     * The time, for {@code date}.
     *
     * @param time the clock, with the zone of the host
     * @return the changed copy
     */
    public HostContext clock(Clock time) {
        return new HostContext(environment, answers, time, homes);
    }

    /**
     * The home folders of the users, for {@code ~user}.
     *
     * @param folders login names and folders; a user who is not among them counts as unknown to the host, unless none is
     * @return the changed copy
     */
    public HostContext homes(Map<String, String> folders) {
        return new HostContext(environment, answers, clock, folders);
    }

    /**
     * The same host with one more variable, unless it has a variable of that name.
     *
     * @param name the name of the variable
     * @param value its value
     * @return the changed copy
     */
    public HostContext preset(String name, String value) {
        if (environment.containsKey(name)) {
            return this;
        }
        Map<String, String> longer = new HashMap<>(environment);
        longer.put(name, value);
        return environment(longer);
    }

    /**
     * The variables that are set before the file is read.
     *
     * @return names and values; unmodifiable
     */
    public Map<String, String> environment() {
        return environment;
    }

    /**
     * What {@code hostname -f} prints.
     *
     * @return the full name; empty if it is not known
     */
    public Optional<String> fullName() {
        return answer(Question.FULL_NAME);
    }

    Optional<String> answer(Question question) {
        return Optional.ofNullable(answers.get(question));
    }

    Optional<Clock> clock() {
        return Optional.ofNullable(clock);
    }

    Map<String, String> homes() {
        return homes;
    }

    /** Whether text is UTF-8, as the C library reads the environment. */
    boolean isUtf8() {
        String locale = locale("LC_CTYPE").toLowerCase(Locale.ROOT);
        return locale.contains("utf-8") || locale.contains("utf8");
    }

    /** Whether dates have English names. */
    boolean hasPosixDates() {
        String locale = locale("LC_TIME");
        return locale.isEmpty() || locale.equals("POSIX") || locale.equals("C") || locale.startsWith("C.");
    }

    private String locale(String category) {
        for (String name : new String[] {"LC_ALL", category, "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    private HostContext with(Question question, String answer) {
        Map<Question, String> known = new HashMap<>(answers);
        put(known, question, answer);
        return new HostContext(environment, known, clock, homes);
    }

    private static void put(Map<Question, String> known, Question question, String answer) {
        if (answer.isEmpty()) {
            known.remove(question);
        } else {
            known.put(question, answer);
        }
    }
}
