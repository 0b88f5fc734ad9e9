package org.pushmirror.core.json;

import java.math.BigDecimal;
import org.pushmirror.core.mirrorlist.ListedDelay;
import org.pushmirror.core.mirrorlist.ListedMirror;
import org.pushmirror.core.mirrorlist.MirrorList;
import org.pushmirror.core.mirrorlist.MirrorListLine;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON form of a runmirrors.mirror. Thread-safe. */
public final class MirrorListJson {

    private MirrorListJson() {}

    /**
     * The object of a file.
     *
     * @param file its name as given
     * @param list the file
     * @return one line of JSON, without a line end
     */
    public static String write(String file, MirrorList list) {
        ObjectNode node = DocumentJson.begin(file, "runmirrors.mirror", list.isAccepted(), list.diagnostics());
        ArrayNode entries = node.putArray("entries");
        list.lines().forEach(line -> fill(entries.addObject(), line));
        return DocumentJson.line(node);
    }

    private static void fill(ObjectNode node, MirrorListLine line) {
        node.put("line", line.line());
        if (line.entry() instanceof ListedDelay delay) {
            BigDecimal seconds =
                    BigDecimal.valueOf(delay.duration().toMillis(), 3).stripTrailingZeros();
            node.put("delaySeconds", seconds.scale() < 0 ? seconds.setScale(0) : seconds);
            node.put("untilStage1", delay.until() == ListedDelay.Until.STAGE1_DONE);
        } else if (line.entry() instanceof ListedMirror mirror) {
            fill(node, mirror);
        }
    }

    private static void fill(ObjectNode node, ListedMirror mirror) {
        node.put("type", mirror.type().word());
        node.put("name", mirror.name());
        node.put("host", mirror.host());
        mirror.port().ifPresentOrElse(port -> node.put("port", port), () -> node.putNull("port"));
        node.put("user", mirror.user());
        mirror.archive()
                .ifPresentOrElse(archive -> node.put("archive", archive.value()), () -> node.putNull("archive"));
        mirror.identity().ifPresentOrElse(key -> node.put("identity", key), () -> node.putNull("identity"));
        ArrayNode options = node.putArray("sshOptions");
        mirror.options().words().forEach(options::add);
    }
}
