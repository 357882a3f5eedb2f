package dev.stacksets.testing.internal.organization;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The Regions accounts have, in the commercial partition. Members of an organization begin without those to opt in to;
 * accounts outside of it have all. Guarded by the engine's lock.
 */
public final class RegionOptIns {

    private static final List<String> BY_DEFAULT = List.of(
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-south-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "ca-central-1",
            "eu-central-1",
            "eu-north-1",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "sa-east-1",
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2");

    private static final Set<String> OPT_IN = Set.of(
            "af-south-1",
            "ap-east-1",
            "ap-east-2",
            "ap-south-2",
            "ap-southeast-3",
            "ap-southeast-4",
            "ap-southeast-5",
            "ap-southeast-6",
            "ap-southeast-7",
            "ca-west-1",
            "eu-central-2",
            "eu-south-1",
            "eu-south-2",
            "il-central-1",
            "me-central-1",
            "me-south-1",
            "mx-central-1");

    private static final Set<String> ALL = new TreeSet<>(BY_DEFAULT);

    static {
        ALL.addAll(OPT_IN);
    }

    private final Predicate<String> isMember;
    private final Map<String, Map<String, RegionStatus>> chosen = new HashMap<>();

    /**
     * Nothing chosen yet.
     *
     * @param isMember whether an account belongs to the organization
     */
    public RegionOptIns(Predicate<String> isMember) {
        this.isMember = isMember;
    }

    /**
     * Every Region there is.
     *
     * @return sorted
     */
    public static List<String> all() {
        return List.copyOf(ALL);
    }

    /**
     * Whether accounts must opt in to a Region.
     *
     * @param region any text
     * @return false also for Regions nobody knows
     */
    public static boolean isOptIn(String region) {
        return OPT_IN.contains(region);
    }

    /**
     * Where a Region stands in an account; Regions nobody knows count as enabled.
     *
     * @param account any account id
     * @param region any Region
     * @return its status
     */
    public RegionStatus status(String account, String region) {
        if (!isOptIn(region)) {
            return RegionStatus.ENABLED_BY_DEFAULT;
        }
        RegionStatus untouched = isMember.test(account) ? RegionStatus.DISABLED : RegionStatus.ENABLED;
        return chosen.getOrDefault(account, Map.of()).getOrDefault(region, untouched);
    }

    /**
     * Puts a Region into a status, unless it is on by default.
     *
     * @param account any account id
     * @param region any Region
     * @param status the new one
     */
    public void become(String account, String region, RegionStatus status) {
        if (isOptIn(region)) {
            chosen.computeIfAbsent(account, key -> new TreeMap<>()).put(region, status);
        }
    }

    /**
     * How many Regions of an account are being switched.
     *
     * @param account any account id
     * @return zero or more
     */
    public long changing(String account) {
        return chosen.getOrDefault(account, Map.of()).values().stream()
                .filter(RegionStatus::isChanging)
                .count();
    }

    /**
     * How many Regions of all accounts are being switched.
     *
     * @return zero or more
     */
    public long changing() {
        return chosen.keySet().stream().mapToLong(this::changing).sum();
    }
}
