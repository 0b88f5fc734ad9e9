package org.pushmirror.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.sshkeys.HostKeyVerdict;
import org.pushmirror.core.sshkeys.KnownHosts;
import org.pushmirror.core.sshkeys.PublicKey;

/**
 * Asks the known hosts about the key of one connection and remembers the verdict. JSch's own reader of such files
 * misses wildcards and some revocations, so it is never used; nothing is ever added or written here.
 */
final class HostKeyCheck implements HostKeyRepository {

    /** What JSch offers, without certificates, which are not supported; keys on file move to the front. */
    static final String ALGORITHMS =
            "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521," + "rsa-sha2-512,rsa-sha2-256";

    private final KnownHosts knownHosts;
    private final String source;
    private final String host;
    private final int port;
    private volatile @Nullable HostKeyVerdict verdict;
    private volatile String shown = "";

    HostKeyCheck(KnownHosts knownHosts, String source, String host, int port) {
        this.knownHosts = knownHosts;
        this.source = source;
        this.host = host;
        this.port = port;
    }

    /** The verdict; null as long as the host has not shown a key. */
    @Nullable
    HostKeyVerdict verdict() {
        return verdict;
    }

    /** Type and fingerprint of the key that the host has shown. */
    String shown() {
        return shown;
    }

    /** Where the known keys come from, for messages. */
    String source() {
        return source;
    }

    /** The name that JSch makes of host and port is ignored: this check knows them. */
    @Override
    public int check(String jschName, byte[] blob) {
        HostKeyVerdict answer = ask(blob);
        verdict = answer;
        return switch (answer) {
            case ACCEPTED -> OK;
            case UNKNOWN -> NOT_INCLUDED;
            case CHANGED, REVOKED -> CHANGED;
        };
    }

    private HostKeyVerdict ask(byte[] blob) {
        PublicKey key;
        try {
            key = PublicKey.of(blob, "");
        } catch (RuntimeException e) {
            shown = "of a type that is not supported";
            return HostKeyVerdict.UNKNOWN;
        }
        shown = key.type() + " " + key.fingerprint();
        return knownHosts.verdict(host, port, key);
    }

    /** JSch asks for the keys on file to offer their algorithms first. */
    @Override
    public HostKey[] getHostKey(String jschName, @Nullable String type) {
        List<HostKey> keys = new ArrayList<>();
        for (PublicKey key : knownHosts.keys(host, port)) {
            try {
                HostKey hostKey = new HostKey(jschName, key.blob());
                if (type == null || type.equals(hostKey.getType())) {
                    keys.add(hostKey);
                }
            } catch (JSchException | RuntimeException e) {
                continue;
            }
        }
        return keys.toArray(HostKey[]::new);
    }

    @Override
    public HostKey[] getHostKey() {
        return new HostKey[0];
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return source;
    }

    @Override
    public void add(HostKey hostKey, UserInfo userInfo) {}

    @Override
    public void remove(String jschName, String type) {}

    @Override
    public void remove(String jschName, String type, byte[] key) {}
}
