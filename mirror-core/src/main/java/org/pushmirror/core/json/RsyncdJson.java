package org.pushmirror.core.json;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pushmirror.core.rsyncd.EffectiveModule;
import org.pushmirror.core.rsyncd.RsyncdParameter;
import org.pushmirror.core.rsyncd.RsyncdParameter.Scope;
import org.pushmirror.core.rsyncd.RsyncdTree;
import org.pushmirror.core.rsyncd.StartupConf;
import org.pushmirror.core.rsyncd.TriState;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON form of an rsyncd.conf: what the listener and what a connection make of it. Thread-safe. */
public final class RsyncdJson {

    private static final List<RsyncdParameter<?>> OF_MODULES = RsyncdParameter.all().stream()
            .filter(parameter -> parameter.scope() == Scope.MODULE && parameter != RsyncdParameter.NAME)
            .toList();

    private RsyncdJson() {}

    /**
     * The object of a file.
     *
     * @param file its name as given
     * @param tree the file with what it includes
     * @return one line of JSON, without a line end
     */
    public static String write(String file, RsyncdTree tree) {
        return pieces(file, tree).collect(Collectors.joining());
    }

    /**
     * The object of a file in pieces, which together are one line: for files so long that their JSON does not fit into memory.
     *
     * @param file its name as given
     * @param tree the file with what it includes
     * @return the pieces in their order, made as they are asked for
     */
    public static Stream<String> pieces(String file, RsyncdTree tree) {
        ObjectNode node = DocumentJson.begin(file, "rsyncd.conf", tree.accepted(), tree.diagnostics());
        StartupConf startup = tree.startup();
        node.put("startupAccepted", startup.accepted());
        ObjectNode listener = node.putObject("startup");
        StartupConf.parameters().forEach(parameter -> put(listener, parameter, startup.find(parameter)));
        return DocumentJson.pieces(node, "modules", tree.effective().modules(), RsyncdJson::object);
    }

    private static ObjectNode object(EffectiveModule module) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        fill(node, module);
        return node;
    }

    private static void fill(ObjectNode node, EffectiveModule module) {
        node.put("name", module.name());
        node.put("listed", module.listed());
        ObjectNode parameters = node.putObject("parameters");
        OF_MODULES.forEach(parameter -> put(parameters, parameter, module.find(parameter)));
        ArrayNode set = node.putArray("set");
        module.set().forEach(parameter -> set.add(parameter.name()));
    }

    private static void put(ObjectNode node, RsyncdParameter<?> parameter, Optional<?> found) {
        Object value = found.orElse(null);
        if (value == null || value == TriState.UNSET) {
            node.putNull(parameter.name());
        } else if (value instanceof TriState choice) {
            node.put(parameter.name(), choice == TriState.YES);
        } else if (value instanceof Boolean choice) {
            node.put(parameter.name(), choice);
        } else if (value instanceof Duration seconds) {
            node.put(parameter.name(), seconds.toSeconds());
        } else if (value instanceof Integer number) {
            node.put(parameter.name(), number);
        } else {
            node.put(parameter.name(), value.toString());
        }
    }
}
