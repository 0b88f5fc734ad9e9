package org.pushmirror.core.secrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.text.FileException.Operation;

/**
 * What rsync asks of a secrets file at every login, unless {@code strict modes} is off: others may neither read nor write it, and if the
 * daemon was started by root it belongs to root. A group may read it. Immutable.
 *
 * @param openToOthers whether others may read or write it, so that no login works
 * @param ownedByRoot whether it belongs to root, as a daemon that root starts asks
 */
public record SecretsPermissions(boolean openToOthers, boolean ownedByRoot) {

    /**
     * Looks at a file.
     *
     * @param file the file
     * @return its permissions
     * @throws FileException if it cannot be looked at, or its file system has no POSIX modes
     */
    public static SecretsPermissions of(Path file) {
        try {
            Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file);
            boolean open =
                    modes.contains(PosixFilePermission.OTHERS_READ) || modes.contains(PosixFilePermission.OTHERS_WRITE);
            return new SecretsPermissions(open, (int) Files.getAttribute(file, "unix:uid") == 0);
        } catch (IOException failure) {
            throw new FileException(file, Operation.READ, failure);
        } catch (UnsupportedOperationException noModes) {
            throw new FileException(file, Operation.READ, "its file system has no POSIX modes", noModes);
        }
    }

    /**
     * Takes all rights of others and of the group from a file: mode 0600. The owner stays.
     *
     * @param file the file
     * @throws FileException if its mode cannot be changed
     */
    public static void repair(Path file) {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException failure) {
            throw new FileException(file, Operation.WRITE, failure);
        } catch (UnsupportedOperationException noModes) {
            throw new FileException(file, Operation.WRITE, "its file system has no POSIX modes", noModes);
        }
    }
}
