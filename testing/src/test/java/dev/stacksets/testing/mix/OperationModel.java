package dev.stacksets.testing.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.ConcurrencyMode;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;

/** One operation: the statuses it went through, what became of each target, and the rules of both. */
final class OperationModel {

    private static final Map<String, Set<String>> NEXT = Map.of(
            "", Set.of("QUEUED", "RUNNING"),
            "QUEUED", Set.of("RUNNING", "STOPPED", "FAILED"),
            "RUNNING", Set.of("STOPPING", "SUCCEEDED", "FAILED"),
            "STOPPING", Set.of("STOPPED"),
            "SUCCEEDED", Set.of(),
            "FAILED", Set.of(),
            "STOPPED", Set.of());
    private static final Map<String, Set<String>> NEXT_RESULT = Map.of(
            "PENDING", Set.of("RUNNING", "CANCELLED"),
            "RUNNING", Set.of("SUCCEEDED", "FAILED", "SKIPPED"),
            "SUCCEEDED", Set.of(),
            "SKIPPED", Set.of(),
            "FAILED", Set.of(),
            "CANCELLED", Set.of());

    private final String id;
    private final Asked asked;
    private final List<String> statuses = new ArrayList<>();
    private final Map<String, String> results = new LinkedHashMap<>();
    private boolean begun;

    OperationModel(String id, Asked asked) {
        this.id = id;
        this.asked = asked;
    }

    void become(String status) {
        assertThat(NEXT.get(status()))
                .as("%s after %s of %s", status, statuses, id)
                .contains(status);
        statuses.add(status);
    }

    void begin(Set<String> targets) {
        begun = true;
        targets.forEach(key -> results.put(key, "PENDING"));
    }

    void move(String key, String status) {
        if (!asked.exact()) {
            results.putIfAbsent(key, "PENDING");
        }
        String before = results.get(key);
        assertThat(before)
                .as("%s works on %s, which it has no business with", id, key)
                .isNotNull();
        assertThat(NEXT_RESULT.get(String.valueOf(before)))
                .as("%s of %s in %s after %s", status, key, id, before)
                .contains(status);
        if (status.equals("RUNNING")) {
            requireMayStart(region(key));
        }
        if (status.equals("CANCELLED")) {
            assertThat(is("STOPPING") || exceeded())
                    .as("%s of %s cancelled without a reason", key, id)
                    .isTrue();
        }
        results.put(key, status);
    }

    private void requireMayStart(String region) {
        assertThat(status()).as("status of %s when work starts", id).isEqualTo("RUNNING");
        if (asked.exact()) {
            assertThat(count(region, "RUNNING"))
                    .as("at work in %s for %s", region, id)
                    .isLessThan(concurrency(region));
            assertThat(count(region, "FAILED"))
                    .as("failures in %s for %s when work starts", region, id)
                    .isLessThanOrEqualTo(tolerance(region));
        }
        if (asked.preferences().regionConcurrencyType() != RegionConcurrencyType.PARALLEL) {
            assertThat(results)
                    .as("Regions at once in %s", id)
                    .noneSatisfy((key, status) -> assertThat(
                                    status.equals("RUNNING") && !region(key).equals(region))
                            .isTrue());
        }
    }

    /** What must hold once it is over. */
    void requireOver() {
        assertThat(results.values())
                .as("results of %s, which is %s", id, status())
                .doesNotContain("PENDING", "RUNNING");
        regions()
                .forEach(region -> assertThat(count(region, "FAILED"))
                        .as("failures of %s in %s", id, region)
                        .isLessThanOrEqualTo(bound(region)));
        if (is("SUCCEEDED")) {
            assertThat(exceeded()).as("%s succeeded beyond its tolerance", id).isFalse();
            assertThat(results.values()).doesNotContain("CANCELLED");
        }
        if (is("FAILED") && begun) {
            assertThat(exceeded()).as("%s failed within its tolerance", id).isTrue();
        }
    }

    private boolean exceeded() {
        return regions().stream().anyMatch(region -> count(region, "FAILED") > tolerance(region));
    }

    private int bound(String region) {
        boolean soft = asked.preferences().concurrencyMode() == ConcurrencyMode.SOFT_FAILURE_TOLERANCE;
        return tolerance(region) + (soft ? concurrency(region) : 1);
    }

    private int tolerance(String region) {
        return Optional.ofNullable(asked.preferences().failureToleranceCount())
                .or(() -> Optional.ofNullable(asked.preferences().failureTolerancePercentage())
                        .map(percentage -> percentage * count(region) / 100))
                .orElse(0);
    }

    private int concurrency(String region) {
        return Optional.ofNullable(asked.preferences().maxConcurrentCount())
                .or(() -> Optional.ofNullable(asked.preferences().maxConcurrentPercentage())
                        .map(percentage -> Math.max(1, percentage * count(region) / 100)))
                .orElse(1);
    }

    private int count(String region) {
        return (int) results.keySet().stream()
                .filter(key -> region(key).equals(region))
                .count();
    }

    private int count(String region, String status) {
        return (int) results.entrySet().stream()
                .filter(line ->
                        region(line.getKey()).equals(region) && line.getValue().equals(status))
                .count();
    }

    private List<String> regions() {
        return results.keySet().stream().map(OperationModel::region).distinct().toList();
    }

    static String region(String key) {
        return key.substring(key.indexOf('/') + 1);
    }

    static String account(String key) {
        return key.substring(0, key.indexOf('/'));
    }

    String id() {
        return id;
    }

    Asked asked() {
        return asked;
    }

    String status() {
        return statuses.isEmpty() ? "" : statuses.get(statuses.size() - 1);
    }

    /** Every status it ever had, for lists that lag behind. */
    List<String> statuses() {
        return statuses;
    }

    boolean is(String status) {
        return status().equals(status);
    }

    boolean isUnfinished() {
        return is("QUEUED") || isActive();
    }

    boolean isActive() {
        return is("RUNNING") || is("STOPPING");
    }

    Map<String, String> results() {
        return results;
    }
}
