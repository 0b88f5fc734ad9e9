package org.pushmirror.core.json;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pushmirror.core.sshkeys.AuthorizedKey;
import org.pushmirror.core.sshkeys.AuthorizedKeys;
import org.pushmirror.core.sshkeys.AuthorizedKeysLine;
import org.pushmirror.core.sshkeys.KeyGrant;
import org.pushmirror.core.sshkeys.KeyOption;
import org.pushmirror.core.sshkeys.KeyOptionName;
import org.pushmirror.core.sshkeys.KeyRights;
import org.pushmirror.core.sshkeys.KnownHosts;
import org.pushmirror.core.sshkeys.KnownHostsLine;
import org.pushmirror.core.sshkeys.PublicKey;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON forms of authorized_keys and known_hosts files. Thread-safe. */
public final class SshKeysJson {

    private SshKeysJson() {}

    /**
     * The object of an authorized_keys file. {@code accepted} is true: sshd reads any file, and drops lines.
     *
     * @param file its name as given
     * @param keys the file
     * @return one line of JSON, without a line end
     */
    public static String write(String file, AuthorizedKeys keys) {
        return pieces(file, keys).collect(Collectors.joining());
    }

    /**
     * The object of a file in pieces, which together are one line: for files so long that their JSON does not fit into memory.
     *
     * @param file its name as given
     * @param keys the file
     * @return the pieces in their order, made as they are asked for
     */
    public static Stream<String> pieces(String file, AuthorizedKeys keys) {
        ObjectNode node = DocumentJson.begin(file, "authorized_keys", true, keys.diagnostics());
        return DocumentJson.pieces(node, "entries", keys.entries(), SshKeysJson::object);
    }

    private static ObjectNode object(AuthorizedKeysLine line) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("line", line.number());
        object.put("accepted", line.problem().isEmpty());
        line.problem().ifPresent(problem -> object.put("problem", problem));
        line.publicKey().ifPresent(key -> fill(object, key));
        line.key().ifPresent(key -> {
            options(object.putObject("options"), key);
            allows(object.putObject("allows"), key.rights());
        });
        return object;
    }

    private static void fill(ObjectNode object, PublicKey key) {
        object.put("type", key.type());
        object.put("bits", key.bits());
        object.put("fingerprint", key.fingerprint());
        object.put("comment", key.comment());
    }

    /** Of options that stand more than once, what sshd makes of them: the first of a variable, the earliest time, the last tunnel. */
    private static void options(ObjectNode object, AuthorizedKey key) {
        KeyGrant grant = key.grant();
        for (KeyOption option : key.options()) {
            KeyOptionName name = option.option();
            String value = option.value().orElse("");
            switch (name) {
                case ENVIRONMENT ->
                    strings(
                            object,
                            option,
                            grant.environment().entrySet().stream()
                                    .map(variable -> variable.getKey() + "=" + variable.getValue())
                                    .toList());
                case PERMITOPEN -> strings(object, option, grant.permitOpen());
                case PERMITLISTEN -> strings(object, option, grant.permitListen());
                case EXPIRY_TIME -> key.effectiveExpiry().ifPresent(time -> object.put(option.name(), time));
                default -> {
                    if (name.form() == KeyOptionName.Form.VALUE) {
                        object.put(option.name(), value);
                    } else {
                        object.put(option.name(), true);
                    }
                }
            }
        }
    }

    private static void strings(ObjectNode object, KeyOption option, List<String> values) {
        ArrayNode list = object.putArray(option.name());
        values.forEach(list::add);
    }

    private static void allows(ObjectNode object, KeyRights rights) {
        object.put("pty", rights.pty());
        object.put("portForwarding", rights.portForwarding());
        object.put("agentForwarding", rights.agentForwarding());
        object.put("x11Forwarding", rights.x11Forwarding());
        object.put("userRc", rights.userRc());
    }

    /**
     * The object of a known_hosts file. {@code accepted} is true: ssh reads any file, and passes lines over.
     *
     * @param file its name as given
     * @param known the file
     * @return one line of JSON, without a line end
     */
    public static String write(String file, KnownHosts known) {
        return pieces(file, known).collect(Collectors.joining());
    }

    /**
     * The object of a file in pieces, which together are one line: for files so long that their JSON does not fit into memory.
     *
     * @param file its name as given
     * @param known the file
     * @return the pieces in their order, made as they are asked for
     */
    public static Stream<String> pieces(String file, KnownHosts known) {
        ObjectNode node = DocumentJson.begin(file, "known_hosts", true, known.diagnostics());
        return DocumentJson.pieces(node, "entries", known.entries(), SshKeysJson::object);
    }

    private static ObjectNode object(KnownHostsLine line) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("line", line.number());
        object.put("accepted", line.problem().isEmpty());
        line.problem().ifPresent(problem -> object.put("problem", problem));
        if (line.marker() != KnownHostsLine.Marker.NONE) {
            object.put("marker", line.marker().word());
        }
        if (line.isHashed()) {
            object.put("hashed", true);
        } else if (!line.hosts().isEmpty()) {
            ArrayNode hosts = object.putArray("hosts");
            line.hosts().forEach(hosts::add);
        }
        line.key().ifPresent(key -> {
            object.put("type", key.type());
            object.put("fingerprint", key.fingerprint());
            object.put("comment", key.comment());
        });
        return object;
    }
}
