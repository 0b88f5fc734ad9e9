package org.pushmirror.core.json;

import java.util.Iterator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.secrets.SecretsEntry;
import org.pushmirror.core.secrets.SecretsEntry.Holder;
import org.pushmirror.core.secrets.SecretsEntry.Standing;
import org.pushmirror.core.secrets.SecretsFile;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON form of a secrets file. Thread-safe. */
public final class SecretsJson {

    /** Whether passwords are written. */
    public enum Passwords {
        /** They are left out. */
        HIDDEN,
        /** They are written. */
        REVEALED
    }

    private SecretsJson() {}

    /**
     * The object of a file.
     *
     * @param file its name as given
     * @param secrets the file
     * @param passwords whether its passwords are written
     * @return one line of JSON, without a line end
     */
    public static String write(String file, SecretsFile secrets, Passwords passwords) {
        return pieces(file, secrets, passwords).collect(Collectors.joining());
    }

    /**
     * The object of a file in pieces, which together are one line: for files so long that their JSON does not fit into memory.
     *
     * @param file its name as given
     * @param secrets the file
     * @param passwords whether its passwords are written
     * @return the pieces in their order, made as they are asked for
     */
    public static Stream<String> pieces(String file, SecretsFile secrets, Passwords passwords) {
        ObjectNode node = DocumentJson.begin(file, "secrets", true, secrets.diagnostics());
        Iterator<String> revealed =
                passwords == Passwords.REVEALED ? secrets.revealPasswords().iterator() : null;
        return DocumentJson.pieces(node, "entries", secrets.entries(), entry -> object(entry, revealed));
    }

    private static ObjectNode object(SecretsEntry entry, @Nullable Iterator<String> revealed) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("line", entry.line());
        object.put(entry.holder() == Holder.USER ? "user" : "group", entry.name());
        object.put("effective", entry.standing() == Standing.EFFECTIVE);
        object.put("passwordBytes", entry.passwordBytes());
        if (revealed != null) {
            object.put("password", revealed.next());
        }
        return object;
    }
}
