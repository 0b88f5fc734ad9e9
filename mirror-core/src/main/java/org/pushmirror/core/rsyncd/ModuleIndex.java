package org.pushmirror.core.rsyncd;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Modules by name, as rsync finds them: without case and white space, and the last one where a rename made two of a name. */
final class ModuleIndex {

    private final Map<String, Integer> last = new HashMap<>();

    /** All modules of the names that have had more than one. */
    private final Map<String, TreeSet<Integer>> shared = new HashMap<>();

    Optional<Integer> find(String name) {
        return Optional.ofNullable(last.get(RsyncdParameter.key(name)));
    }

    /** The module of a key, or the given one, which has that key from now on. */
    int findOrAdd(String key, int module) {
        Integer found = last.putIfAbsent(key, module);
        return found == null ? module : found;
    }

    void add(String name, int module) {
        String key = RsyncdParameter.key(name);
        Integer other = last.putIfAbsent(key, module);
        if (other != null && other != module) {
            TreeSet<Integer> all = shared.computeIfAbsent(key, none -> new TreeSet<>());
            all.add(other);
            all.add(module);
            last.put(key, all.last());
        }
    }

    void remove(String name, int module) {
        String key = RsyncdParameter.key(name);
        TreeSet<Integer> all = shared.get(key);
        if (all == null || !all.remove(module) || all.isEmpty()) {
            last.remove(key, module);
        } else {
            last.put(key, all.last());
        }
    }
}
