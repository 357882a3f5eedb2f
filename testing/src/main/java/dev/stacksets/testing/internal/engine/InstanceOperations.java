package dev.stacksets.testing.internal.engine;

import java.util.HashMap;
import java.util.Map;

/** How many stack instances the operations of each administrator account have yet to finish, by target Region. */
final class InstanceOperations {

    private record Place(String administrator, String region) {}

    private final Map<Place, Integer> unfinished = new HashMap<>();

    void begun(String administrator, String region, int count) {
        unfinished.merge(new Place(administrator, region), count, Integer::sum);
    }

    void finished(String administrator, String region) {
        unfinished.computeIfPresent(new Place(administrator, region), (place, count) -> count == 1 ? null : count - 1);
    }

    int unfinished(String administrator, String region) {
        return unfinished.getOrDefault(new Place(administrator, region), 0);
    }

    int total() {
        return unfinished.values().stream().mapToInt(Integer::intValue).sum();
    }
}
