package org.pushmirror.core.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pushmirror.core.push.JournalEntry;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.StageReport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of {@link JournalEntry}, version 1: one object a line, with {@code version}, {@code entry} and
 * {@code at}. The entries are {@code begun}, {@code resumed}, {@code sending}, {@code answered},
 * {@code barrier-opened}, {@code ended} and {@code finished}; targets and stages look as in {@link ReportJson}.
 * Thread-safe.
 */
public final class JournalJson {

    private static final String BEGUN = "begun";
    private static final String RESUMED = "resumed";
    private static final String SENDING = "sending";
    private static final String ANSWERED = "answered";
    private static final String BARRIER_OPENED = "barrier-opened";
    private static final String ENDED = "ended";
    private static final String FINISHED = "finished";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JournalJson() {}

    /**
     * Writes an entry.
     *
     * @param entry the entry
     * @return one line of JSON, without a line end
     */
    public static String line(JournalEntry entry) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("version", ReportJson.VERSION);
        if (entry instanceof JournalEntry.Begun begun) {
            head(node, BEGUN, entry);
            write(begun, node);
        } else if (entry instanceof JournalEntry.Resumed resumed) {
            head(node, RESUMED, entry);
            node.put("id", resumed.id());
        } else if (entry instanceof JournalEntry.Sending sending) {
            head(node, SENDING, entry);
            node.put("target", sending.target());
            node.put("stage", sending.stage().word());
        } else if (entry instanceof JournalEntry.Answered answered) {
            head(node, ANSWERED, entry);
            node.put("target", answered.target());
            node.put("outcome", answered.outcome().word());
            TargetJson.write(answered.stage(), node);
        } else if (entry instanceof JournalEntry.Ended ended) {
            head(node, ENDED, entry);
            TargetJson.write(ended.report(), node.putObject("report"));
        } else {
            head(node, entry instanceof JournalEntry.BarrierOpened ? BARRIER_OPENED : FINISHED, entry);
        }
        return DocumentJson.line(node);
    }

    private static void head(ObjectNode node, String word, JournalEntry entry) {
        node.put("entry", word);
        node.put("at", entry.at().toString());
    }

    private static void write(JournalEntry.Begun begun, ObjectNode node) {
        node.put("id", begun.id());
        TargetJson.write(begun.push(), node.putObject("push"));
        ArrayNode targets = node.putArray("targets");
        begun.targets().forEach(target -> TargetJson.write(target, targets.addObject()));
    }

    /**
     * Reads an entry.
     *
     * @param line one line
     * @return the entry; empty if it is one that a later form of version 1 may have added
     * @throws JsonFormException if the line is not JSON, or not an entry of version 1
     */
    public static Optional<JournalEntry> read(String line) {
        try {
            JsonNode node = MAPPER.readTree(line);
            if (node.path("version").asInt(0) != ReportJson.VERSION) {
                throw new JsonFormException("This is no journal entry of version " + ReportJson.VERSION + ".", null);
            }
            return read(node, TargetJson.text(node, "entry"), Instant.parse(TargetJson.text(node, "at")));
        } catch (JacksonException e) {
            throw new JsonFormException("The journal entry is not JSON: " + e.getOriginalMessage() + ".", e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new JsonFormException("The journal entry has a value that is not allowed: " + e.getMessage(), e);
        }
    }

    private static Optional<JournalEntry> read(JsonNode node, String word, Instant at) {
        return switch (word) {
            case BEGUN -> Optional.of(begun(node, at));
            case RESUMED -> Optional.of(new JournalEntry.Resumed(at, TargetJson.text(node, "id")));
            case SENDING ->
                Optional.of(new JournalEntry.Sending(
                        at, TargetJson.text(node, "target"), StageReport.Stage.of(TargetJson.text(node, "stage"))));
            case ANSWERED ->
                Optional.of(new JournalEntry.Answered(
                        at,
                        TargetJson.text(node, "target"),
                        Outcome.of(TargetJson.text(node, "outcome")),
                        TargetJson.readStage(node)));
            case BARRIER_OPENED -> Optional.of(new JournalEntry.BarrierOpened(at));
            case ENDED -> Optional.of(new JournalEntry.Ended(at, TargetJson.read(TargetJson.required(node, "report"))));
            case FINISHED -> Optional.of(new JournalEntry.Finished(at));
            default -> Optional.empty();
        };
    }

    private static JournalEntry begun(JsonNode node, Instant at) {
        List<PushTarget> targets = new ArrayList<>();
        for (JsonNode target : TargetJson.required(node, "targets")) {
            targets.add(TargetJson.readTarget(target));
        }
        return new JournalEntry.Begun(
                at, TargetJson.text(node, "id"), TargetJson.readPush(TargetJson.required(node, "push")), targets);
    }
}
