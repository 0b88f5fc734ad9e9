package org.pushmirror.core.json;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pushmirror.core.inetd.InetdConf;
import org.pushmirror.core.inetd.InetdEntry;
import org.pushmirror.core.inetd.InetdEntry.State;
import org.pushmirror.core.inetd.InetdService;
import org.pushmirror.core.inetd.InetdService.Waiting;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON form of an inetd.conf. Thread-safe. */
public final class InetdJson {

    private InetdJson() {}

    /**
     * The object of a file.
     *
     * @param file its name as given
     * @param conf the file
     * @return one line of JSON, without a line end
     */
    public static String write(String file, InetdConf conf) {
        return pieces(file, conf).collect(Collectors.joining());
    }

    /**
     * The object of a file in pieces, which together are one line: for files so long that their JSON does not fit into memory.
     *
     * @param file its name as given
     * @param conf the file
     * @return the pieces in their order, made as they are asked for
     */
    public static Stream<String> pieces(String file, InetdConf conf) {
        ObjectNode node = DocumentJson.begin(file, "inetd.conf", true, conf.diagnostics());
        return DocumentJson.pieces(node, "services", conf.entries(), InetdJson::object);
    }

    private static ObjectNode object(InetdEntry entry) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        InetdService service = entry.service();
        node.put("line", entry.line());
        node.put("enabled", entry.state() == State.ENABLED);
        node.put("service", service.service());
        node.put("socketType", service.socketType());
        node.put("protocol", service.protocol());
        node.put("wait", service.waiting() == Waiting.WAIT);
        service.maximum().ifPresentOrElse(maximum -> node.put("maximum", maximum), () -> node.putNull("maximum"));
        node.put("user", service.user());
        service.group().ifPresentOrElse(group -> node.put("group", group), () -> node.putNull("group"));
        node.put("server", service.server());
        ArrayNode arguments = node.putArray("arguments");
        service.arguments().forEach(arguments::add);
        return node;
    }
}
