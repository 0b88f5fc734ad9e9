package org.pushmirror.core.rsyncd;

import org.jspecify.annotations.Nullable;

/**
 * Which setting gives each parameter its value outside modules. Immutable: modules keep the one of the moment when they began. A change
 * copies one of eight small parts, so that many changes share memory.
 */
final class Defaults {

    /** Nothing is set. */
    static final Defaults NONE = new Defaults(new int[Defaults.PARTS][]);

    private static final int PARTS = 8;

    private final int @Nullable [][] parts;

    private Defaults(int @Nullable [][] parts) {
        this.parts = parts;
    }

    /** The setting of a parameter, or {@link SettingLog#NONE}. */
    int setting(RsyncdParameter<?> parameter) {
        int[] part = parts[parameter.ordinal() / PARTS];
        return part == null ? SettingLog.NONE : part[parameter.ordinal() % PARTS] - 1;
    }

    Defaults with(RsyncdParameter<?> parameter, int setting) {
        int[][] changed = parts.clone();
        int[] part = parts[parameter.ordinal() / PARTS];
        int[] changedPart = part == null ? new int[PARTS] : part.clone();
        changedPart[parameter.ordinal() % PARTS] = setting + 1;
        changed[parameter.ordinal() / PARTS] = changedPart;
        return new Defaults(changed);
    }
}
