package org.pushmirror.core.secrets;

/**
 * One entry of a secrets file, without its password. Immutable.
 *
 * @param line the line that it is on, from 1
 * @param holder whether it is for a user or for a group
 * @param name the name of the user, or of the group without its {@code @}
 * @param standing whether rsync ever looks at it
 * @param passwordBytes the length of its password in bytes
 */
public record SecretsEntry(int line, Holder holder, String name, Standing standing, int passwordBytes) {

    /** Whom a password is for. */
    public enum Holder {
        /** A user: {@code NAME:PASSWORD}. */
        USER,
        /** The members of a local group: {@code @NAME:PASSWORD}. */
        GROUP
    }

    /** Whether an entry counts: rsync looks at the first one of a name only. */
    public enum Standing {
        /** It is the first of its name. */
        EFFECTIVE,
        /** An earlier entry has the same name. */
        SHADOWED
    }
}
