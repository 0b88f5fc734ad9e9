package org.pushmirror.core.rsyncd;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pushmirror.core.rsyncd.RsyncdParameter.Scope;
import org.pushmirror.core.text.EscapedUtf8;

/**
 * A module to be written to an rsyncd.conf: its name, its parameters in their order, and remarks above it. Immutable and
 * thread-safe. A value that exists can be written so that rsync reads it back.
 */
public final class RsyncdModule {

    /** The longest name in bytes that a client can ask for. */
    public static final int MAX_NAME_BYTES = 1022;

    private final String name;
    private final Map<RsyncdParameter<?>, String> settings;
    private final List<String> remarks;

    private RsyncdModule(String name, Map<RsyncdParameter<?>, String> settings, List<String> remarks) {
        this.name = name;
        this.settings = settings;
        this.remarks = remarks;
    }

    /**
     * A module without parameters. rsync lists it, and serves it only when it has a path.
     *
     * @param name its name
     * @return the module
     * @throws IllegalArgumentException if rsync could not read the name back, or no client could ask for it: empty,
     *     {@code global}, a slash or {@code ]} in it, blanks around it or two in a row, a control character, {@code #}
     *     first, a {@code %NAME%}, or longer than {@link #MAX_NAME_BYTES}
     */
    public static RsyncdModule of(String name) {
        requireName(name);
        return new RsyncdModule(name, Map.of(), List.of());
    }

    /**
     * A module that serves a folder.
     *
     * @param name its name
     * @param path the folder
     * @return the module
     * @throws IllegalArgumentException as {@link #of(String)}, or if the path cannot be written
     */
    public static RsyncdModule of(String name, Path path) {
        return of(name).with(RsyncdParameter.PATH, path.toString());
    }

    static void requireName(String name) {
        String problem = problem(name);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException("The module name \"" + name + "\" " + problem + ".");
        }
    }

    private static String problem(String name) {
        if (name.isEmpty() || RsyncdEvaluation.isGlobal(name)) {
            return "is empty, or means the part outside modules";
        }
        if (name.contains("/") || name.contains("]")) {
            return "has a slash or a closing bracket";
        }
        if (name.startsWith(" ") || name.endsWith(" ") || name.contains("  ")) {
            return "begins or ends with a blank, or has two in a row, which rsync drops";
        }
        if (name.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
            return "has a control character";
        }
        if (name.startsWith("#")) {
            return "begins with \"#\", which a client would send as a command";
        }
        if (ValueKind.hasVariable(name)) {
            return "has a %NAME% that rsync replaces by an environment variable";
        }
        return EscapedUtf8.encode(name).length > MAX_NAME_BYTES ? "is longer than " + MAX_NAME_BYTES + " bytes" : "";
    }

    /**
     * This module with a parameter, in place of a value that it had.
     *
     * @param parameter a parameter of modules
     * @param value its value
     * @param <T> the type of its values
     * @return the changed copy
     * @throws IllegalArgumentException if it is a global parameter or {@code name}, or rsync could not read the value back
     */
    public <T> RsyncdModule with(RsyncdParameter<T> parameter, T value) {
        requireInModule(parameter);
        Map<RsyncdParameter<?>, String> changed = new LinkedHashMap<>(settings);
        changed.put(parameter, parameter.write(value));
        return new RsyncdModule(name, changed, remarks);
    }

    static void requireInModule(RsyncdParameter<?> parameter) {
        if (parameter.scope() == Scope.GLOBAL) {
            throw new IllegalArgumentException(
                    "\"" + parameter + "\" is a global parameter, which rsync ignores in a module.");
        }
        if (parameter == RsyncdParameter.NAME) {
            throw new IllegalArgumentException("\"name\" would rename the module; give it that name in its header.");
        }
    }

    /**
     * This module with a comment line above its header, after those that it has.
     *
     * @param remark the text, written after {@code "# "}
     * @return the changed copy
     * @throws IllegalArgumentException if the text has an LF or a NUL
     */
    public RsyncdModule remark(String remark) {
        List<String> changed = new ArrayList<>(remarks);
        changed.add(requireRemark(remark));
        return new RsyncdModule(name, settings, List.copyOf(changed));
    }

    static String requireRemark(String remark) {
        if (remark.indexOf('\n') >= 0 || remark.indexOf(0) >= 0) {
            throw new IllegalArgumentException("A comment cannot have a line feed or a NUL, which would end it.");
        }
        return remark;
    }

    /**
     * Its name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    Map<RsyncdParameter<?>, String> settings() {
        return settings;
    }

    List<String> remarks() {
        return remarks;
    }

    /**
     * The module as it is written into an empty file.
     *
     * @return remarks, header and parameters; each line ends with LF
     */
    @Override
    public String toString() {
        return RsyncdStyle.MODULE.render(this, "\n");
    }
}
