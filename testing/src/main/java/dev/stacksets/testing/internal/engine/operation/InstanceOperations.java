package dev.stacksets.testing.internal.engine.operation;

import java.util.HashMap;
import java.util.Map;

/** How many stack instances the operations of each administrator account have yet to finish, by target Region. */
public final class InstanceOperations {

    private record Place(String administrator, String region) {}

    private final Map<Place, Integer> unfinished = new HashMap<>();

    void begun(String administrator, String region, int count) {
        unfinished.merge(new Place(administrator, region), count, Integer::sum);
    }

    public void finished(String administrator, String region) {
        unfinished.computeIfPresent(new Place(administrator, region), (place, count) -> count == 1 ? null : count - 1);
    }

    public int unfinished(String administrator, String region) {
        return unfinished.getOrDefault(new Place(administrator, region), 0);
    }

    public int total() {
        return unfinished.values().stream().mapToInt(Integer::intValue).sum();
    }
}
