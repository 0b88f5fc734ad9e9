package org.pushmirror.rsync.sync;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which guards a sync has, and how strict they are. A guard compares the numbers of stage 1 with those that the last
 * complete sync left in the {@linkplain MirrorSyncSettings#stateFolder state folder}; without such numbers it lets the sync
 * pass. Each method returns a changed copy. Immutable.
 *
 * @param active the guards
 * @param shrinkPercent by how many percent the number of upstream's files may fall
 * @param freeBytes how many bytes must be free where the tree is
 */
public record SyncGuards(Set<SyncGuard> active, int shrinkPercent, long freeBytes) {

    /** Every guard; upstream may shrink by a quarter, and 64 MiB must be free. */
    public static final SyncGuards ALL = new SyncGuards(EnumSet.allOf(SyncGuard.class), 25, 64L * 1024 * 1024);

    /** No guard, as in ftpsync. */
    public static final SyncGuards NONE = new SyncGuards(Set.of(), 25, 64L * 1024 * 1024);

    /**
     * Checks the values.
     *
     * @param active the guards
     * @param shrinkPercent by how many percent the number of upstream's files may fall
     * @param freeBytes how many bytes must be free where the tree is
     * @throws IllegalArgumentException if the share is not between 0 and 100, or the bytes are negative
     */
    public SyncGuards {
        active = Set.copyOf(active);
        if (shrinkPercent < 0 || shrinkPercent > 100 || freeBytes < 0) {
            throw new IllegalArgumentException(
                    "The guards of a sync take a share of 0 to 100 percent and at least 0 bytes.");
        }
    }

    /**
     * The same without one guard: the override for a refusal.
     *
     * @param guard the guard
     * @return the changed copy
     */
    public SyncGuards without(SyncGuard guard) {
        EnumSet<SyncGuard> fewer = EnumSet.noneOf(SyncGuard.class);
        fewer.addAll(active);
        fewer.remove(guard);
        return new SyncGuards(fewer, shrinkPercent, freeBytes);
    }

    /**
     * The same with another limit for {@link SyncGuard#SHRUNK_UPSTREAM}.
     *
     * @param percent by how many percent the number of upstream's files may fall
     * @return the changed copy
     */
    public SyncGuards shrink(int percent) {
        return new SyncGuards(active, percent, freeBytes);
    }

    /**
     * The same with another limit for {@link SyncGuard#LITTLE_SPACE}.
     *
     * @param bytes how many bytes must be free
     * @return the changed copy
     */
    public SyncGuards free(long bytes) {
        return new SyncGuards(active, shrinkPercent, bytes);
    }

    boolean has(SyncGuard guard) {
        return active.contains(guard);
    }
}
