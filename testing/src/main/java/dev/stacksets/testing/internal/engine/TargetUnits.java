package dev.stacksets.testing.internal.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The units a service-managed set deploys to, and in which Regions: what accounts that join will get. */
final class TargetUnits {

    private final TreeMap<String, Set<String>> regionsByUnit = new TreeMap<>();

    void add(Collection<String> units, Collection<String> regions) {
        units.forEach(unit ->
                regionsByUnit.computeIfAbsent(unit, key -> new TreeSet<>()).addAll(regions));
    }

    void remove(String unit, String region) {
        regionsByUnit.computeIfPresent(unit, (key, regions) -> {
            regions.remove(region);
            return regions.isEmpty() ? null : regions;
        });
    }

    void clear() {
        regionsByUnit.clear();
    }

    Set<String> units() {
        return Collections.unmodifiableSet(regionsByUnit.keySet());
    }

    SortedMap<String, Set<String>> after(String unit) {
        return regionsByUnit.tailMap(unit, false);
    }

    Set<String> regions() {
        Set<String> all = new TreeSet<>();
        regionsByUnit.values().forEach(all::addAll);
        return all;
    }

    /** The Regions an account in these units belongs in, each with the nearest target unit. */
    Map<String, String> wanted(Collection<String> lineage) {
        Map<String, String> unitByRegion = new LinkedHashMap<>();
        for (String unit : lineage) {
            regionsByUnit.getOrDefault(unit, Set.of()).forEach(region -> unitByRegion.putIfAbsent(region, unit));
        }
        return unitByRegion;
    }
}
