package org.pushmirror.ssh;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.KeyPair;
import java.util.List;
import java.util.Vector;

/** Offers one decrypted key to a session of JSch, which can neither add to it nor wipe the key that others use too. */
final class SingleIdentity implements IdentityRepository {

    private final KeyPair keyPair;
    private final String name;

    SingleIdentity(KeyPair keyPair, String name) {
        this.keyPair = keyPair;
        this.name = name;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public int getStatus() {
        return RUNNING;
    }

    @Override
    public Vector<Identity> getIdentities() {
        return new Vector<>(List.of(new Key()));
    }

    @Override
    public boolean add(byte[] identity) {
        return false;
    }

    @Override
    public boolean remove(byte[] blob) {
        return false;
    }

    @Override
    public void removeAll() {}

    /** The key as JSch wants it. */
    private final class Key implements Identity {

        @Override
        public boolean setPassphrase(byte[] passphrase) {
            return true;
        }

        @Override
        public byte[] getPublicKeyBlob() {
            return keyPair.getPublicKeyBlob();
        }

        @Override
        public byte[] getSignature(byte[] data) {
            return keyPair.getSignature(data);
        }

        @Override
        public byte[] getSignature(byte[] data, String algorithm) {
            return keyPair.getSignature(data, algorithm);
        }

        @Override
        public String getAlgName() {
            return keyPair.getKeyTypeString();
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isEncrypted() {
            return false;
        }

        @Override
        public void clear() {}
    }
}
