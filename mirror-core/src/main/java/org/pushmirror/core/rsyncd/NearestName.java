package org.pushmirror.core.rsyncd;

import java.util.Optional;

/** Finds the parameter that a misspelt name most likely means, by the letters that are to be changed. */
final class NearestName {

    private static final int MAX_LENGTH = 40;

    private NearestName() {}

    static Optional<RsyncdParameter<?>> of(String name) {
        String wanted = letters(name);
        if (wanted.isEmpty() || wanted.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        int best = Math.max(1, wanted.length() / 3) + 1;
        RsyncdParameter<?> nearest = null;
        for (RsyncdParameter<?> parameter : RsyncdParameter.all()) {
            int distance = distance(wanted, letters(parameter.name()));
            if (distance < best) {
                best = distance;
                nearest = parameter;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** Dashes and underscores are what people write for blanks. */
    private static String letters(String name) {
        return FoldedName.of(name).replace("_", "").replace("-", "");
    }

    /** How many letters are to be added, removed or changed. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
