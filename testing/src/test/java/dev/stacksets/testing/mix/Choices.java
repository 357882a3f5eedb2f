package dev.stacksets.testing.mix;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.AccountFilterType;
import software.amazon.awssdk.services.cloudformation.model.ConcurrencyMode;
import software.amazon.awssdk.services.cloudformation.model.DeploymentTargets;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;

/** Seeded choices of what to name and how to pace it. */
final class Choices {

    /** What a request names, and which pairs that is when somebody asks. */
    record Chosen(
            List<String> accounts,
            @Nullable DeploymentTargets targets,
            List<String> regions,
            Supplier<Set<String>> pairs) {}

    private final RandomMix mix;
    private final Random random;
    private final Staff staff;

    Choices(RandomMix mix) {
        this.mix = mix;
        this.random = mix.random();
        this.staff = mix.staff();
    }

    Chosen accounts(List<String> accounts, List<String> regions) {
        return new Chosen(accounts, null, regions, () -> Staff.pairs(accounts, regions));
    }

    /** Units with everybody in them. */
    Chosen whole(List<String> paths, List<String> regions) {
        return chosen(paths, List.of(), null, regions);
    }

    /** Units, now and then with a filter. */
    Chosen units(List<String> paths, List<String> regions) {
        return switch (random.nextInt(4)) {
            case 0 -> chosen(paths, mix.some(staff.all()), AccountFilterType.INTERSECTION, regions);
            case 1 -> chosen(paths, mix.some(staff.all()), AccountFilterType.DIFFERENCE, regions);
            default -> whole(paths, regions);
        };
    }

    private Chosen chosen(
            List<String> paths, List<String> accounts, @Nullable AccountFilterType filter, List<String> regions) {
        DeploymentTargets targets = DeploymentTargets.builder()
                .organizationalUnitIds(staff.ids(paths))
                .accounts(accounts)
                .accountFilterType(filter)
                .build();
        return new Chosen(List.of(), targets, regions, () -> {
            Set<String> there = staff.under(paths);
            if (filter == AccountFilterType.INTERSECTION) {
                there.retainAll(accounts);
            } else if (filter == AccountFilterType.DIFFERENCE) {
                there.removeAll(accounts);
            }
            return Staff.pairs(there, regions);
        });
    }

    Parameter env() {
        return Parameter.builder()
                .parameterKey("Env")
                .parameterValue(random.nextBoolean() ? "dev" : "prod")
                .build();
    }

    static Parameter keepEnv() {
        return Parameter.builder().parameterKey("Env").usePreviousValue(true).build();
    }

    StackSetOperationPreferences preferences() {
        StackSetOperationPreferences.Builder preferences = StackSetOperationPreferences.builder()
                .concurrencyMode(
                        random.nextBoolean()
                                ? ConcurrencyMode.STRICT_FAILURE_TOLERANCE
                                : ConcurrencyMode.SOFT_FAILURE_TOLERANCE)
                .regionConcurrencyType(
                        random.nextBoolean() ? RegionConcurrencyType.PARALLEL : RegionConcurrencyType.SEQUENTIAL);
        if (random.nextBoolean()) {
            preferences.maxConcurrentCount(1 + random.nextInt(5)).failureTolerancePercentage(random.nextInt(61));
        } else {
            preferences.maxConcurrentPercentage(1 + random.nextInt(100)).failureToleranceCount(random.nextInt(3));
        }
        return preferences.build();
    }

    static StackSetOperationPreferences allAtOnce() {
        return StackSetOperationPreferences.builder()
                .maxConcurrentPercentage(100)
                .failureTolerancePercentage(100)
                .build();
    }
}
