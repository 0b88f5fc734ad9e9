package org.pushmirror.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.sshkeys.HostKeyVerdict;
import org.pushmirror.core.sshkeys.PublicKey;
import org.pushmirror.core.text.FileException;

/**
 * Asks the known hosts about the key of one connection and remembers the verdict. JSch's own reader of such files
 * misses wildcards and some revocations, so it is never used.
 */
final class HostKeyCheck implements HostKeyRepository {

    private final HostKeyBook book;
    private final KnownName name;
    private volatile @Nullable HostKeyVerdict verdict;
    private volatile @Nullable FileException failure;
    private volatile String shown = "";

    HostKeyCheck(HostKeyBook book, KnownName name) {
        this.book = book;
        this.name = name;
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

    /** Why an unknown key could not be learnt; null if it could, or was not to be. */
    @Nullable
    FileException failure() {
        return failure;
    }

    /** Where the known keys come from, for messages. */
    String source() {
        return book.source();
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
        try {
            return book.verdict(name, key);
        } catch (FileException e) {
            failure = e;
            return HostKeyVerdict.UNKNOWN;
        }
    }

    /** JSch asks for the keys on file to offer their algorithms first. */
    @Override
    public HostKey[] getHostKey(String jschName, @Nullable String type) {
        List<HostKey> keys = new ArrayList<>();
        for (PublicKey key : keysOnFile()) {
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

    private List<PublicKey> keysOnFile() {
        try {
            return book.keys(name);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    @Override
    public HostKey[] getHostKey() {
        return new HostKey[0];
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return source();
    }

    @Override
    public void add(HostKey hostKey, UserInfo userInfo) {}

    @Override
    public void remove(String jschName, String type) {}

    @Override
    public void remove(String jschName, String type, byte[] key) {}
}
