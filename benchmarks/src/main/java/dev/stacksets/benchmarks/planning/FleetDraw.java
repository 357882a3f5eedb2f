package dev.stacksets.benchmarks.planning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Draws fleets as people have them, and some that nobody has. */
final class FleetDraw {
    private static final int UNITS = 30;
    private static final int VALUES = 6;
    private static final int PROFILES = 4;

    private final Random random;
    private final List<String> accounts;
    private final List<String> regions;

    FleetDraw(Random random, int accounts, int regions) {
        this.random = random;
        this.accounts = LongStream.range(0, accounts)
                .mapToObj(i -> Long.toString(111_100_000_000L + i))
                .toList();
        this.regions =
                IntStream.range(0, regions).mapToObj(i -> "region-" + (10 + i)).toList();
    }

    /** Units with the Regions of some profile and the value of some environment; some accounts are exceptions. */
    Fleet organized(int percentExceptions) {
        List<List<String>> profiles = IntStream.range(0, PROFILES)
                .mapToObj(i -> someRegions(40 + 20 * i))
                .toList();
        List<Integer> profileOf = IntStream.range(0, UNITS)
                .mapToObj(i -> random.nextInt(PROFILES))
                .toList();
        List<Integer> valueOf =
                IntStream.range(0, UNITS).mapToObj(i -> random.nextInt(VALUES)).toList();
        Map<String, Map<String, String>> places = new TreeMap<>();
        for (int i = 0; i < accounts.size(); i++) {
            int unit = i * UNITS / accounts.size();
            Map<String, String> own = new TreeMap<>();
            profiles.get(profileOf.get(unit)).forEach(region -> own.put(region, value(valueOf.get(unit))));
            if (random.nextInt(100) < percentExceptions) {
                exception(own, value(valueOf.get(unit)));
            }
            places.put(accounts.get(i), own);
        }
        return new Fleet(places);
    }

    private static String value(int number) {
        return number == 0 ? "" : "v" + number;
    }

    /** One Region more, or one less. */
    private void exception(Map<String, String> own, String value) {
        String region = regions.get(random.nextInt(regions.size()));
        if (own.remove(region) == null || own.isEmpty()) {
            own.put(region, value);
        }
    }

    /** Accounts that came and went, and another value for one environment. */
    Fleet changed(Fleet before) {
        Map<String, Map<String, String>> places = new TreeMap<>();
        List<Map<String, String>> all = new ArrayList<>(before.places().values());
        before.places().forEach((account, own) -> {
            if (random.nextInt(100) >= 2) {
                Map<String, String> now = new TreeMap<>(own);
                now.replaceAll((region, value) -> value.equals("v1") ? "next" : value);
                places.put(account, now);
            }
        });
        for (int i = 0; i < Math.max(1, accounts.size() / 50); i++) {
            places.put(Long.toString(222_200_000_000L + i), all.get(random.nextInt(all.size())));
        }
        return new Fleet(places);
    }

    /** Every instance there or not, whatever its neighbours. */
    Fleet scattered(int percent, int values) {
        Map<String, Map<String, String>> places = new TreeMap<>();
        accounts.forEach(account -> {
            Map<String, String> own = new TreeMap<>();
            regions.stream()
                    .filter(region -> random.nextInt(100) < percent)
                    .forEach(region -> own.put(region, value(random.nextInt(values))));
            places.put(account, own);
        });
        return new Fleet(places);
    }

    /** Accounts with the union of some of a few sets of Regions that do not overlap there. */
    Fleet planted(int sets) {
        List<List<String>> all =
                IntStream.range(0, sets).mapToObj(i -> someRegions(25)).toList();
        Map<String, Map<String, String>> places = new TreeMap<>();
        accounts.forEach(account -> {
            List<List<String>> order = new ArrayList<>(all);
            Collections.shuffle(order, random);
            Map<String, String> own = new TreeMap<>();
            order.stream()
                    .filter(set -> random.nextInt(100) < 60 && Collections.disjoint(own.keySet(), set))
                    .forEach(set -> set.forEach(region -> own.put(region, "")));
            places.put(account, own);
        });
        return new Fleet(places);
    }

    private List<String> someRegions(int percent) {
        List<String> some =
                regions.stream().filter(region -> random.nextInt(100) < percent).toList();
        return some.isEmpty() ? List.of(regions.get(random.nextInt(regions.size()))) : some;
    }
}
