package org.pushmirror.core.shell;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pushmirror.core.shell.ShellValue.Known;
import org.pushmirror.core.shell.ShellValue.Unknown;

/** The variables of the shell while a file is read: those it starts with, and those that the file assigns. */
final class ShellVariables {

    private static final Set<String> DYNAMIC = Set.of(
            "RANDOM",
            "SRANDOM",
            "SECONDS",
            "LINENO",
            "EPOCHSECONDS",
            "EPOCHREALTIME",
            "BASHPID",
            "BASH_COMMAND",
            "BASH_SUBSHELL",
            "FUNCNAME",
            "GROUPS",
            "DIRSTACK",
            "HISTCMD",
            "PIPESTATUS",
            "_",
            "BASH_ARGC",
            "BASH_ARGV",
            "BASH_ARGV0",
            "BASH_LINENO",
            "BASH_SOURCE",
            "COMP_WORDBREAKS");

    private static final Set<String> READ_ONLY =
            Set.of("UID", "EUID", "PPID", "BASHOPTS", "SHELLOPTS", "BASH_VERSINFO");

    /** What bash sets itself when the environment does not. */
    private static final Set<String> PRESET = Set.of(
            "BASH",
            "BASH_VERSION",
            "HOSTTYPE",
            "MACHTYPE",
            "OSTYPE",
            "PATH",
            "PWD",
            "OLDPWD",
            "SHLVL",
            "SHELL",
            "TERM",
            "OPTERR",
            "PS4");

    /** What all values of a file may come to, in bytes: a few lines can double a value without end. */
    private static final long MAX_TOTAL = 64L << 20;

    private final HostContext host;
    private long total;
    private final Map<String, ShellValue> values = new HashMap<>();
    private final Map<String, Integer> assigned = new LinkedHashMap<>();
    private final Set<String> readOnly = new HashSet<>(READ_ONLY);
    private final Map<String, List<String>> functions = new HashMap<>();
    private boolean tainted;

    ShellVariables(HostContext host) {
        this.host = host;
        host.environment().forEach((name, value) -> values.put(name, new Known(ShellValue.bytesOf(value))));
        values.putIfAbsent("IFS", new Known(" \t\n"));
        values.putIfAbsent("OPTIND", new Known("1"));
        host.answer(HostContext.Question.NODE_NAME)
                .ifPresent(name -> values.putIfAbsent("HOSTNAME", new Known(ShellValue.bytesOf(name))));
    }

    /** The value; empty if the variable is not set. */
    Optional<ShellValue> get(String name) {
        if (DYNAMIC.contains(name) || !ShellGrammar.isName(name)) {
            return Optional.of(new Unknown("it uses $" + name));
        }
        ShellValue value = values.get(name);
        if (value != null) {
            return Optional.of(value);
        }
        if (PRESET.contains(name) || READ_ONLY.contains(name) || name.equals("HOSTNAME")) {
            return Optional.of(new Unknown("it uses $" + name + ", which only the shell knows"));
        }
        return tainted
                ? Optional.of(new Unknown("it uses $" + name + ", which a command before may have set"))
                : Optional.empty();
    }

    /** Takes an assignment of the file. What cannot be assigned becomes unknown. */
    void assign(String name, ShellValue value, int offset) {
        total += value instanceof Known known ? known.text().length() : 0;
        boolean refused = DYNAMIC.contains(name) || readOnly.contains(name);
        ShellValue kept = total > MAX_TOTAL ? new Unknown("the values of the file are too long") : value;
        values.put(name, refused ? new Unknown("it cannot be assigned") : kept);
        assigned.put(name, offset);
    }

    void unset(String name) {
        values.remove(name);
        assigned.remove(name);
    }

    void makeReadOnly(String name) {
        readOnly.add(name);
    }

    boolean isReadOnly(String name) {
        return readOnly.contains(name);
    }

    /** A function of the file, and what it may assign when it is called. */
    void define(String function, List<String> names) {
        functions.put(function, names);
    }

    boolean isFunction(String command) {
        return functions.containsKey(command);
    }

    List<String> assignedBy(String function) {
        return functions.getOrDefault(function, List.of());
    }

    /** From here on, what looks as if it were not set may have been set by a command. */
    void taint() {
        tainted = true;
    }

    /** The names that the file assigns, with the offsets of their last assignments. */
    Map<String, Integer> assigned() {
        return Collections.unmodifiableMap(assigned);
    }

    HostContext host() {
        return host;
    }
}
