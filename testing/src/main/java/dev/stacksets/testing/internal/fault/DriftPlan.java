package dev.stacksets.testing.internal.fault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Planted drift by stack instance. Guarded by the fault plan. */
final class DriftPlan {

    private final Map<String, Map<String, List<PlantedDrift>>> drifts = new TreeMap<>();
    private final Set<String> unseen = new TreeSet<>();

    void plant(String key, String logicalId, PlantedDrift drift) {
        drifts.computeIfAbsent(key, k -> new LinkedHashMap<>())
                .computeIfAbsent(logicalId, id -> new ArrayList<>())
                .add(drift);
        unseen.add(line(key, logicalId));
    }

    Map<String, List<PlantedDrift>> find(Stream<String> keys, Set<String> logicalIds) {
        Map<String, List<PlantedDrift>> found = new LinkedHashMap<>();
        keys.forEach(key -> drifts.getOrDefault(key, Map.of()).forEach((logicalId, planted) -> {
            if (logicalIds.contains(logicalId)) {
                found.putIfAbsent(logicalId, List.copyOf(planted));
                unseen.remove(line(key, logicalId));
            }
        }));
        return found;
    }

    void heal(String key) {
        Map<String, List<PlantedDrift>> healed = drifts.remove(key);
        if (healed != null) {
            healed.keySet().forEach(logicalId -> unseen.remove(line(key, logicalId)));
        }
    }

    Set<String> unused() {
        return unseen;
    }

    private static String line(String key, String logicalId) {
        return "instance " + key + ": " + logicalId + " drifts";
    }
}
