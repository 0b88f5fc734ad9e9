package org.pushmirror.core.json;

import java.util.Iterator;
import org.pushmirror.core.secrets.SecretsEntry;
import org.pushmirror.core.secrets.SecretsEntry.Holder;
import org.pushmirror.core.secrets.SecretsEntry.Standing;
import org.pushmirror.core.secrets.SecretsFile;
import tools.jackson.databind.node.ArrayNode;
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
        ObjectNode node = DocumentJson.begin(file, "secrets", true, secrets.diagnostics());
        ArrayNode entries = node.putArray("entries");
        Iterator<String> revealed = secrets.revealPasswords().iterator();
        for (SecretsEntry entry : secrets.entries()) {
            String password = revealed.next();
            ObjectNode object = entries.addObject();
            object.put("line", entry.line());
            object.put(entry.holder() == Holder.USER ? "user" : "group", entry.name());
            object.put("effective", entry.standing() == Standing.EFFECTIVE);
            object.put("passwordBytes", entry.passwordBytes());
            if (passwords == Passwords.REVEALED) {
                object.put("password", password);
            }
        }
        return DocumentJson.line(node);
    }
}
