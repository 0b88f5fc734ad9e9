package org.pushmirror.ssh;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import java.util.List;
import java.util.Vector;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.sshkeys.PublicKey;

/** Offers one decrypted key to a session of JSch, which can neither add to it nor wipe the key that others use too. */
final class SingleIdentity implements IdentityRepository {

    private final Signer signer;
    private final PublicKey publicKey;

    SingleIdentity(Signer signer, PublicKey publicKey) {
        this.signer = signer;
        this.publicKey = publicKey;
    }

    @Override
    public String getName() {
        return publicKey.fingerprint();
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
            return publicKey.blob();
        }

        @Override
        public byte @Nullable [] getSignature(byte[] data) {
            return signer.sign(data, getAlgName());
        }

        @Override
        public byte @Nullable [] getSignature(byte[] data, String algorithm) {
            return signer.sign(data, algorithm);
        }

        @Override
        public String getAlgName() {
            return publicKey.type();
        }

        @Override
        public String getName() {
            return publicKey.fingerprint();
        }

        @Override
        public boolean isEncrypted() {
            return false;
        }

        @Override
        public void clear() {}
    }
}
