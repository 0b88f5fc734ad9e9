package org.pushmirror.core.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON without a form of its own here: plain maps, lists and values. Thread-safe. */
public final class OpenJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private OpenJson() {}

    /**
     * Reads an object.
     *
     * @param json the text
     * @return its values in order: {@link String}, {@link Long}, {@link Double}, {@link Boolean}, {@link List} and
     *     {@link Map}, all unmodifiable; what is null is left out
     * @throws JsonFormException if the text is not a JSON object
     */
    public static Map<String, Object> object(String json) {
        JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new JsonFormException("The text is not JSON: " + e.getOriginalMessage() + ".", e);
        }
        if (node == null || !node.isObject()) {
            throw new JsonFormException("The text is JSON, but not an object.", null);
        }
        return map(node);
    }

    /**
     * Writes an object.
     *
     * @param object its keys and values in order: texts, numbers, truth values, lists, maps with texts as keys, and nothing
     *     else
     * @return one line of JSON, without a line end
     */
    public static String line(Map<String, ?> object) {
        return MAPPER.writeValueAsString(object);
    }

    private static Map<String, Object> map(JsonNode node) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!entry.getValue().isNull()) {
                map.put(entry.getKey(), value(entry.getValue()));
            }
        }
        return Collections.unmodifiableMap(map);
    }

    private static Object value(JsonNode node) {
        if (node.isObject()) {
            return map(node);
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(element -> {
                if (!element.isNull()) {
                    list.add(value(element));
                }
            });
            return Collections.unmodifiableList(list);
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber()) {
            return node.longValue();
        }
        return node.isNumber() ? (Object) node.doubleValue() : node.stringValue();
    }
}
