package org.pushmirror.core.rsyncd;

import java.util.List;
import java.util.Optional;
import org.pushmirror.core.text.Place;

/**
 * What the stand-alone listener makes of an rsyncd.conf when it starts: it reads up to the first line that begins a header,
 * even if that is {@code [global]} or in an included file, and what an included file sets stays. Immutable and thread-safe.
 */
public final class StartupConf {

    private static final List<RsyncdParameter<?>> PARAMETERS = RsyncdParameter.all().stream()
            .filter(RsyncdParameter::isReadByListener)
            .toList();

    private final RsyncdEvaluation evaluation;

    StartupConf(RsyncdEvaluation evaluation) {
        this.evaluation = evaluation;
    }

    /**
     * What the listener reads.
     *
     * @return the parameters for which {@link RsyncdParameter#isReadByListener()} holds; unmodifiable
     */
    public static List<RsyncdParameter<?>> parameters() {
        return PARAMETERS;
    }

    /**
     * Whether the listener starts with it: nothing before the first header is fatal.
     *
     * @return true if it starts
     */
    public boolean accepted() {
        return evaluation.accepted();
    }

    /**
     * The value that the listener uses.
     *
     * @param parameter one of {@link #parameters()}
     * @param <T> the type of its values
     * @return the value; empty if it is not set and has no default
     * @throws IllegalArgumentException if the listener does not read this parameter
     */
    public <T> Optional<T> find(RsyncdParameter<T> parameter) {
        int setting = setting(parameter);
        return setting == SettingLog.NONE
                ? parameter.defaultValue()
                : evaluation.log().value(setting, parameter);
    }

    /**
     * Where that value is set.
     *
     * @param parameter one of {@link #parameters()}
     * @return the place; empty if it is the default
     * @throws IllegalArgumentException if the listener does not read this parameter
     */
    public Optional<Place> origin(RsyncdParameter<?> parameter) {
        int setting = setting(parameter);
        return setting == SettingLog.NONE
                ? Optional.empty()
                : Optional.of(evaluation.log().place(setting));
    }

    private int setting(RsyncdParameter<?> parameter) {
        if (!parameter.isReadByListener()) {
            throw new IllegalArgumentException(
                    "The listener does not read \"" + parameter + "\"; it is read for each connection.");
        }
        return evaluation.defaults().setting(parameter);
    }
}
