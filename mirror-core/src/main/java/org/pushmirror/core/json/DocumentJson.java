package org.pushmirror.core.json;

import java.util.List;
import org.pushmirror.core.text.Diagnostic;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the JSON forms of all documents share: one object a line, with {@code version}, {@code file}, {@code format},
 * {@code accepted} and {@code diagnostics}. Bytes that are not UTF-8 appear as the escapes U+DC80 to U+DCFF. Thread-safe.
 */
public final class DocumentJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private DocumentJson() {}

    /**
     * The row of a file that cannot be read.
     *
     * @param file its name as given
     * @param format the format that was asked for
     * @param message why, one sentence
     * @return one line of JSON, without a line end
     */
    public static String error(String file, String format, String message) {
        ObjectNode node = begin(file, format);
        node.put("error", message);
        return line(node);
    }

    /**
     * One diagnostic as an object of its own.
     *
     * @param diagnostic the diagnostic
     * @return one line of JSON, without a line end
     */
    public static String diagnostic(Diagnostic diagnostic) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("version", ReportJson.VERSION);
        fill(node, diagnostic);
        return line(node);
    }

    /** An object that a family of documents fills on. */
    static ObjectNode begin(String file, String format) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("version", ReportJson.VERSION);
        node.put("file", file);
        node.put("format", format);
        return node;
    }

    /** An object with what every document has. */
    static ObjectNode begin(String file, String format, boolean accepted, List<Diagnostic> diagnostics) {
        ObjectNode node = begin(file, format);
        node.put("accepted", accepted);
        ArrayNode list = node.putArray("diagnostics");
        diagnostics.forEach(diagnostic -> fill(list.addObject(), diagnostic));
        return node;
    }

    private static void fill(ObjectNode node, Diagnostic diagnostic) {
        node.put("file", diagnostic.place().file());
        node.put("line", diagnostic.place().line());
        node.put("column", diagnostic.place().column());
        node.put("severity", diagnostic.severity().word());
        node.put("rule", diagnostic.rule());
        node.put("message", diagnostic.message());
    }

    /** The object as one line, without a line end. */
    static String line(ObjectNode node) {
        return escapeLoneSurrogates(MAPPER.writeValueAsString(node));
    }

    /** They stand for bytes that are not UTF-8, and have no UTF-8 form of their own. */
    static String escapeLoneSurrogates(String json) {
        int at = 0;
        while (at < json.length() && !Character.isSurrogate(json.charAt(at))) {
            at++;
        }
        if (at == json.length()) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length() + 64).append(json, 0, at);
        json.substring(at).codePoints().forEach(c -> {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                escaped.append(String.format("\\u%04x", c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
