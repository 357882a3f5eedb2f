package dev.stacksets.testing.internal.engine.record;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The units a service-managed set deploys to, and in which Regions: what accounts that join will get. */
public final class TargetUnits {

    private final TreeMap<String, Set<String>> regionsByUnit = new TreeMap<>();

    public void add(Collection<String> units, Collection<String> regions) {
        units.forEach(unit ->
                regionsByUnit.computeIfAbsent(unit, key -> new TreeSet<>()).addAll(regions));
    }

    public void remove(String unit, String region) {
        regionsByUnit.computeIfPresent(unit, (key, regions) -> {
            regions.remove(region);
            return regions.isEmpty() ? null : regions;
        });
    }

    public void clear() {
        regionsByUnit.clear();
    }

    public Set<String> units() {
        return Collections.unmodifiableSet(regionsByUnit.keySet());
    }

    public SortedMap<String, Set<String>> after(String unit) {
        return regionsByUnit.tailMap(unit, false);
    }

    public Set<String> regions() {
        Set<String> all = new TreeSet<>();
        regionsByUnit.values().forEach(all::addAll);
        return all;
    }

    /** The Regions an account in these units belongs in, each with the nearest target unit. */
    public Map<String, String> wanted(Collection<String> lineage) {
        Map<String, String> unitByRegion = new LinkedHashMap<>();
        for (String unit : lineage) {
            regionsByUnit.getOrDefault(unit, Set.of()).forEach(region -> unitByRegion.putIfAbsent(region, unit));
        }
        return unitByRegion;
    }
}
