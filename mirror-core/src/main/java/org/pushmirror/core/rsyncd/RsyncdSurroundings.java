package org.pushmirror.core.rsyncd;

import java.nio.file.Path;
import java.util.Map;

/**
 * What rsync finds around its configuration when it reads it. Immutable.
 *
 * @param folder the current directory of the daemon, where relative names of included files start
 * @param variables its environment, for {@code %VAR%}
 */
public record RsyncdSurroundings(Path folder, Map<String, String> variables) {

    /**
     * Copies the variables.
     *
     * @param folder the current directory of the daemon, where relative names of included files start
     * @param variables its environment, for {@code %VAR%}
     */
    public RsyncdSurroundings {
        variables = Map.copyOf(variables);
    }

    /**
     * A daemon in the root folder, where service managers start it, with no variables that matter.
     *
     * @return the surroundings
     */
    public static RsyncdSurroundings bare() {
        return new RsyncdSurroundings(Path.of("/"), Map.of());
    }
}
