package org.pushmirror.core.sshkeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pushmirror.core.oracle.RealProgram;

/** Public keys made by ssh-keygen. */
final class KeyPairs {

    private KeyPairs() {}

    static PublicKey make(Path folder, String name, String... typeAndBits) throws IOException, InterruptedException {
        return PublicKey.parse(Files.readString(makeFile(folder, name, typeAndBits)));
    }

    /** The file of the public key. */
    static Path makeFile(Path folder, String name, String... typeAndBits) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-N", "", "-C", name + " key", "-f"));
        command.add(folder.resolve(name).toString());
        command.add("-t");
        command.addAll(List.of(typeAndBits));
        RealProgram.Ended ended = RealProgram.run(folder, command.toArray(String[]::new));
        if (ended.exit() != 0) {
            throw new AssertionError(ended.errors());
        }
        return folder.resolve(name + ".pub");
    }
}
