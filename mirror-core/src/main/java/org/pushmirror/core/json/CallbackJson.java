package org.pushmirror.core.json;

import java.time.DateTimeException;
import java.time.Instant;
import org.pushmirror.core.push.Callback;
import org.pushmirror.core.sync.ArchiveName;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON form of {@link Callback}, version 1: {@code version, at, mirror, archive}. Thread-safe. */
public final class CallbackJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private CallbackJson() {}

    /**
     * Writes a call.
     *
     * @param call the call
     * @return one line of JSON, without a line end
     */
    public static String line(Callback call) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("version", ReportJson.VERSION);
        node.put("at", call.at().toString());
        node.put("mirror", call.mirror());
        call.archive().ifPresent(archive -> node.put("archive", archive.value()));
        return DocumentJson.line(node);
    }

    /**
     * Reads a call.
     *
     * @param line one line
     * @return the call
     * @throws JsonFormException if the line is not JSON, or not a call of version 1
     */
    public static Callback read(String line) {
        try {
            JsonNode node = MAPPER.readTree(line);
            if (node.path("version").asInt(0) != ReportJson.VERSION) {
                throw new JsonFormException("This is no callback of version " + ReportJson.VERSION + ".", null);
            }
            return new Callback(
                    Instant.parse(TargetJson.text(node, "at")),
                    TargetJson.text(node, "mirror"),
                    TargetJson.optional(node, "archive").map(ArchiveName::of).orElse(null));
        } catch (JacksonException e) {
            throw new JsonFormException("The callback is not JSON: " + e.getOriginalMessage() + ".", e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new JsonFormException("The callback has a value that is not allowed: " + e.getMessage(), e);
        }
    }
}
