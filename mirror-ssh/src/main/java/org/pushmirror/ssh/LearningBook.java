package org.pushmirror.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.pushmirror.core.sshkeys.HostKeyVerdict;
import org.pushmirror.core.sshkeys.KnownHosts;
import org.pushmirror.core.sshkeys.PublicKey;
import org.pushmirror.core.text.FileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Host keys that are known, and new ones that are added to a file, each as one line in one write. Keys that this process
 * learns are kept in memory; the file is read again when somebody else has changed it.
 */
final class LearningBook extends HostKeyBook {

    private static final Logger LOG = LoggerFactory.getLogger(LearningBook.class);

    private final Path file;
    private final ReentrantLock turn = new ReentrantLock();
    private final Map<KnownName, PublicKey> learnt = new HashMap<>();
    private volatile KnownHosts inFile;
    private long size;

    LearningBook(KnownHosts others, String names, Path file) {
        super(others, names + " and " + file);
        this.file = file;
        this.inFile = HostKeys.joined(List.of(file));
        this.size = sizeNow();
    }

    @Override
    HostKeyVerdict verdict(KnownName name, PublicKey key) {
        HostKeyVerdict elsewhere = super.verdict(name, key);
        HostKeyVerdict own = name.verdict(inFile, key);
        if (elsewhere == HostKeyVerdict.REVOKED || own == HostKeyVerdict.REVOKED) {
            return HostKeyVerdict.REVOKED;
        }
        if (elsewhere == HostKeyVerdict.ACCEPTED || own == HostKeyVerdict.ACCEPTED) {
            return HostKeyVerdict.ACCEPTED;
        }
        boolean known = elsewhere == HostKeyVerdict.CHANGED || own == HostKeyVerdict.CHANGED;
        return known ? HostKeyVerdict.CHANGED : learn(name, key);
    }

    /**
     * Adds a key, unless the host has got one meanwhile.
     *
     * @throws FileException if it cannot be added
     */
    private HostKeyVerdict learn(KnownName name, PublicKey key) {
        turn.lock();
        try {
            PublicKey before = learnt.get(name);
            if (before != null) {
                return before.equals(key) ? HostKeyVerdict.ACCEPTED : HostKeyVerdict.CHANGED;
            }
            if (sizeNow() != size) {
                readAgain();
            }
            HostKeyVerdict now = name.verdict(inFile, key);
            return now == HostKeyVerdict.UNKNOWN ? add(name, key) : now;
        } finally {
            turn.unlock();
        }
    }

    private HostKeyVerdict add(KnownName name, PublicKey key) {
        makeFolder();
        KnownHosts.append(file, name.host(), name.port(), key);
        readAgain();
        List<PublicKey> keys = name.keys(inFile);
        if (!keys.isEmpty() && !keys.get(0).equals(key)) {
            // Another process has learnt another key at the same moment, and was first.
            return HostKeyVerdict.CHANGED;
        }
        learnt.put(name, key);
        LOG.warn("Learnt the host key {} of {} port {}.", key.fingerprint(), name.host(), name.port());
        return HostKeyVerdict.ACCEPTED;
    }

    private void makeFolder() {
        Path folder = file.toAbsolutePath().getParent();
        try {
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new FileException(folder, FileException.Operation.WRITE, e);
        }
    }

    private void readAgain() {
        size = sizeNow();
        inFile = HostKeys.joined(List.of(file));
    }

    private long sizeNow() {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    List<PublicKey> keys(KnownName name) {
        List<PublicKey> keys = new ArrayList<>(super.keys(name));
        keys.addAll(name.keys(inFile));
        return keys;
    }
}
