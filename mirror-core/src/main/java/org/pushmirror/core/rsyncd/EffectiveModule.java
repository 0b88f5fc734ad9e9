package org.pushmirror.core.rsyncd;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.pushmirror.core.rsyncd.RsyncdParameter.Scope;
import org.pushmirror.core.rsyncd.RsyncdParameter.Type;
import org.pushmirror.core.text.Findings;
import org.pushmirror.core.text.LintRule;
import org.pushmirror.core.text.Place;

/** A module as rsync serves it: its values, with those that it inherits and the defaults. Immutable and thread-safe. */
public final class EffectiveModule {

    private final RsyncdEvaluation evaluation;
    private final SettingLog log;
    private final RsyncdEvaluation.Module module;

    EffectiveModule(RsyncdEvaluation evaluation, RsyncdEvaluation.Module module) {
        this.evaluation = evaluation;
        this.log = evaluation.log();
        this.module = module;
    }

    /**
     * Its name.
     *
     * @return the name as the listing shows it, with variables put in
     */
    public String name() {
        return evaluation.expansion().expand(module.name).orElse(module.name);
    }

    /**
     * Its name as it is written.
     *
     * @return the name by which headers reopen it
     */
    public String writtenName() {
        return module.name;
    }

    /**
     * Where its first header stands.
     *
     * @return the place
     */
    public Place place() {
        return source().text().place(source().start(module.header));
    }

    /** The file that its first header is in. */
    RsyncdSource source() {
        return evaluation.sources().get(module.source);
    }

    /**
     * Whether a listing shows it.
     *
     * @return the value of {@code list}
     */
    public boolean listed() {
        return get(RsyncdParameter.LIST);
    }

    /**
     * The value of a parameter.
     *
     * @param parameter a parameter of modules
     * @param <T> the type of its values
     * @return the value that rsync uses
     * @throws NoSuchElementException if it is not set and has no default
     * @throws IllegalArgumentException if it is a global parameter
     */
    public <T> T get(RsyncdParameter<T> parameter) {
        return find(parameter)
                .orElseThrow(() -> new NoSuchElementException("The module \"" + name() + "\" of " + place().file()
                        + " does not set \"" + parameter + "\", which has no default."));
    }

    /**
     * The value of a parameter, if it has one.
     *
     * @param parameter a parameter of modules
     * @param <T> the type of its values
     * @return the value that rsync uses; empty if it is not set and has no default
     * @throws IllegalArgumentException if it is a global parameter
     */
    public <T> Optional<T> find(RsyncdParameter<T> parameter) {
        if (parameter.scope() == Scope.GLOBAL) {
            throw new IllegalArgumentException("\"" + parameter + "\" is a global parameter: no module has it.");
        }
        if (parameter == RsyncdParameter.NAME) {
            return parameter.read(name());
        }
        int setting = setting(parameter);
        return setting == SettingLog.NONE ? parameter.defaultValue() : log.value(setting, parameter);
    }

    /**
     * Who may log in.
     *
     * @return the rules of {@code auth users}; empty if it is unset or empty, and anyone is let in without a password
     */
    public Optional<AuthUsers> authUsers() {
        return find(RsyncdParameter.AUTH_USERS)
                .filter(value -> !value.isEmpty())
                .map(AuthUsers::parse);
    }

    /**
     * Who may connect.
     *
     * @return {@code hosts allow} and {@code hosts deny}
     */
    public HostsAccess hosts() {
        return HostsAccess.parse(
                find(RsyncdParameter.HOSTS_ALLOW).orElse(""),
                find(RsyncdParameter.HOSTS_DENY).orElse(""));
    }

    /**
     * What clients may not ask for.
     *
     * @return the words of {@code refuse options}
     */
    public RefuseOptions refuseOptions() {
        return RefuseOptions.parse(find(RsyncdParameter.REFUSE_OPTIONS).orElse(""));
    }

    /**
     * Where the value of a parameter is set.
     *
     * @param parameter a parameter of modules
     * @return the place, in the module or outside; empty if it is the default
     */
    public Optional<Place> origin(RsyncdParameter<?> parameter) {
        int setting = setting(parameter);
        return setting == SettingLog.NONE ? Optional.empty() : Optional.of(log.place(setting));
    }

    /** The setting that counts; a text that was set nowhere when the module began is looked for among the defaults at the end. */
    private int setting(RsyncdParameter<?> parameter) {
        int own = ownSetting(parameter);
        if (own != SettingLog.NONE) {
            return own;
        }
        int inherited = module.inherited.setting(parameter);
        // The list of "dont compress" is a default, too, and too long for the table.
        boolean unset = parameter.defaultValue().isEmpty() && parameter != RsyncdParameter.DONT_COMPRESS;
        boolean late = inherited == SettingLog.NONE && isText(parameter) && unset;
        return late ? evaluation.defaults().setting(parameter) : inherited;
    }

    /** Whether rsync takes any value. */
    private static boolean isText(RsyncdParameter<?> parameter) {
        return parameter.type() == Type.STRING || parameter.type() == Type.PATH;
    }

    /** Whether the value is one that was set outside modules after this one had begun. */
    boolean usesLateDefault(RsyncdParameter<?> parameter) {
        int setting = setting(parameter);
        return setting != SettingLog.NONE
                && ownSetting(parameter) == SettingLog.NONE
                && setting != module.inherited.setting(parameter);
    }

    /** Reports something about a parameter where it is set, or else where the module begins. */
    void report(RsyncdParameter<?> parameter, Findings findings, LintRule rule, String message) {
        int setting = setting(parameter);
        if (setting == SettingLog.NONE) {
            findings.add(source().text(), source().start(module.header), rule, message);
        } else {
            findings.add(log.source(setting).text(), log.start(setting), rule, message);
        }
    }

    /** The last line of the module that sets a parameter to something that rsync takes. */
    int ownSetting(RsyncdParameter<?> parameter) {
        boolean text = isText(parameter);
        int setting = module.lastSetting;
        while (setting != SettingLog.NONE
                && !(log.sets(setting, parameter)
                        && (text || log.value(setting, parameter).isPresent()))) {
            setting = log.previous(setting);
        }
        return setting;
    }

    /** The lines of the module that set something, in their order. */
    List<Integer> settings() {
        return log.upTo(module.lastSetting);
    }

    /**
     * The parameters that the module itself sets.
     *
     * @return the parameters in the order of their first lines; unmodifiable
     */
    public Set<RsyncdParameter<?>> set() {
        Set<RsyncdParameter<?>> set = new LinkedHashSet<>();
        settings().forEach(setting -> set.add(log.parameter(setting)));
        return Collections.unmodifiableSet(set);
    }

    /**
     * A short description.
     *
     * @return the name in brackets
     */
    @Override
    public String toString() {
        return "[" + name() + "]";
    }
}
