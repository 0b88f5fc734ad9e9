package org.pushmirror.core.rsyncd;

import java.util.List;
import java.util.Optional;

/** Finds the parameter that a misspelt name most likely means, by the letters that are to be changed. */
final class NearestName {

    private static final int MAX_LENGTH = 40;
    private static final int MIN_START = 4;

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
        return nearest == null ? begunBy(wanted) : Optional.of(nearest);
    }

    /** The only parameter that begins so: a name whose second word was left out. */
    private static Optional<RsyncdParameter<?>> begunBy(String start) {
        List<RsyncdParameter<?>> begun = RsyncdParameter.all().stream()
                .filter(parameter ->
                        start.length() >= MIN_START && letters(parameter.name()).startsWith(start))
                .toList();
        return begun.size() == 1 ? Optional.of(begun.get(0)) : Optional.empty();
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
