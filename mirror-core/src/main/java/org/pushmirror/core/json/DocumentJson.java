package org.pushmirror.core.json;

import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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

    /** The length of the parts of long text. */
    private static final int PIECE = 1 << 20;

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

    /** An object whose last member is a list, in pieces: its text never is in memory as a whole. */
    static <T> Stream<String> pieces(ObjectNode head, String name, List<T> items, Function<T, ObjectNode> form) {
        String begun = line(head);
        String opened = begun.substring(0, begun.length() - 1) + ",\"" + name + "\":[";
        Iterator<T> source = items.iterator();
        Iterator<String> texts = new Iterator<>() {
            private String separator = "";

            @Override
            public boolean hasNext() {
                return source.hasNext();
            }

            @Override
            public String next() {
                String text = separator + MAPPER.writeValueAsString(form.apply(source.next()));
                separator = ",";
                return text;
            }
        };
        Stream<String> listed =
                StreamSupport.stream(Spliterators.spliteratorUnknownSize(texts, Spliterator.ORDERED), false);
        return Stream.of(Stream.of(opened), listed.flatMap(DocumentJson::escapedPieces), Stream.of("]}"))
                .flatMap(Function.identity());
    }

    /** Long text in parts, because one escape takes six characters. */
    private static Stream<String> escapedPieces(String json) {
        Stream.Builder<String> pieces = Stream.builder();
        int start = 0;
        while (json.length() - start > PIECE) {
            int end = start + PIECE;
            end += Character.isHighSurrogate(json.charAt(end - 1)) ? 1 : 0;
            pieces.add(json.substring(start, end));
            start = end;
        }
        return pieces.add(json.substring(start)).build().map(DocumentJson::escapeLoneSurrogates);
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
