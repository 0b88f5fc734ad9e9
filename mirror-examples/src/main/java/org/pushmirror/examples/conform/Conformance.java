package org.pushmirror.examples.conform;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pushmirror.examples.conform.Verdict.Kind;

/**
 * What came of all checks of a receiver. Immutable.
 *
 * @param verdicts the verdict of each check
 */
public record Conformance(Map<Check, Verdict> verdicts) {

    /**
     * Copies the map; a check that is not in it was not tested.
     *
     * @param verdicts the verdict of each check
     */
    public Conformance {
        EnumMap<Check, Verdict> all = new EnumMap<>(Check.class);
        for (Check check : Check.values()) {
            all.put(check, verdicts.getOrDefault(check, Verdict.notTested("The drive did not come to it.")));
        }
        verdicts = Map.copyOf(all);
    }

    /**
     * The verdict of a must: broken if one of its checks is; kept if all that were tested are.
     *
     * @param must the must
     * @return its verdict, with the reason of the check that decides
     */
    public Verdict of(Must must) {
        for (Kind kind : List.of(Kind.BROKEN, Kind.KEPT)) {
            List<Verdict> such = checks(must)
                    .map(verdicts::get)
                    .filter(verdict -> verdict.kind() == kind)
                    .toList();
            if (!such.isEmpty()) {
                return such.get(0);
            }
        }
        return checks(must).map(verdicts::get).findFirst().orElseThrow();
    }

    /**
     * The checks that judge a must.
     *
     * @param must the must
     * @return the checks, in order
     */
    public static Stream<Check> checks(Must must) {
        return Stream.of(Check.values()).filter(check -> check.must() == must);
    }

    /**
     * Whether no must is broken.
     *
     * @return true if none is
     */
    public boolean isKept() {
        return verdicts.values().stream().noneMatch(verdict -> verdict.kind() == Kind.BROKEN);
    }
}
