package org.pushmirror.core.json;

import org.pushmirror.core.shell.FtpsyncConf;
import org.pushmirror.core.shell.RunmirrorsConf;
import org.pushmirror.core.shell.ShellSettings;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON forms of ftpsync.conf and runmirrors.conf. Thread-safe. */
public final class ShellJson {

    private ShellJson() {}

    /**
     * The object of an ftpsync.conf.
     *
     * @param file its name as given
     * @param conf what ftpsync makes of it
     * @return one line of JSON, without a line end
     */
    public static String write(String file, FtpsyncConf conf) {
        ObjectNode node = DocumentJson.begin(file, "ftpsync.conf", conf.isAccepted(), conf.diagnostics());
        return line(node, conf.written());
    }

    /**
     * The object of a runmirrors.conf.
     *
     * @param file its name as given
     * @param conf what runmirrors makes of it
     * @return one line of JSON, without a line end
     */
    public static String write(String file, RunmirrorsConf conf) {
        ObjectNode node = DocumentJson.begin(file, "runmirrors.conf", conf.isAccepted(), conf.diagnostics());
        return line(node, conf.written());
    }

    private static String line(ObjectNode node, ShellSettings settings) {
        ObjectNode values = node.putObject("settings");
        settings.values().forEach(values::put);
        ArrayNode list = node.putArray("unresolved");
        settings.unresolved().forEach(unresolved -> {
            ObjectNode entry = list.addObject();
            unresolved.name().ifPresentOrElse(name -> entry.put("name", name), () -> entry.putNull("name"));
            entry.put("line", unresolved.place().line());
        });
        return DocumentJson.line(node);
    }
}
