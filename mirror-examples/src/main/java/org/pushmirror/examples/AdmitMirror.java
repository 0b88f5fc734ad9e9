package org.pushmirror.examples;

import java.nio.file.Path;
import org.pushmirror.core.rsyncd.RsyncdConf;
import org.pushmirror.core.rsyncd.RsyncdParameter;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.core.secrets.SecretsFile;
import org.pushmirror.core.sshkeys.AuthorizedKey;
import org.pushmirror.core.sshkeys.PublicKey;

/** mirror-core: admit a new mirror by editing live files. Comments, order and odd spelling stay as they are. */
public final class AdmitMirror {

    private AdmitMirror() {}

    /**
     * Gives a mirror a password, makes room for it, and makes the line that it puts into its authorized_keys.
     *
     * @param conf the rsyncd.conf
     * @param secrets the secrets file
     * @param mirror the name of the mirror, its user name for rsync
     * @param pushKey the key that will trigger it
     * @return the line to hand out
     */
    public static String admit(Path conf, Path secrets, String mirror, PublicKey pushKey) {
        SecretsFile.read(secrets).with(mirror, Password.random()).write(secrets);
        RsyncdConf before = RsyncdConf.read(conf);
        before.diagnostics().forEach(System.out::println); // rsyncd.conf:7:3: hazard: ...
        int room = before.effective().module("debian").get(RsyncdParameter.MAX_CONNECTIONS);
        before.with("debian", RsyncdParameter.MAX_CONNECTIONS, room + 1).write(conf);
        return AuthorizedKey.of(pushKey)
                .restrict()
                .command("/usr/local/bin/ftpsync")
                .from("192.0.2.7")
                .line();
    }

    /**
     * Admits a mirror.
     *
     * @param arguments rsyncd.conf, secrets file, name of the mirror, and the line of a public key
     */
    public static void main(String[] arguments) {
        System.out.println(
                admit(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2], PublicKey.parse(arguments[3])));
    }
}
