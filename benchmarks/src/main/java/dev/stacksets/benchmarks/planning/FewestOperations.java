package dev.stacksets.benchmarks.planning;

import dev.stacksets.benchmarks.measuring.Figures;
import dev.stacksets.benchmarks.measuring.Stopwatch;
import dev.stacksets.benchmarks.scorecard.Conditions;
import dev.stacksets.benchmarks.scorecard.Measurement;
import dev.stacksets.benchmarks.scorecard.Score;
import dev.stacksets.benchmarks.scorecard.Target;
import dev.stacksets.benchmarks.scorecard.Theirs;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.StackSetStatus;
import dev.stacksets.internal.planning.Live;
import dev.stacksets.internal.planning.Planner;
import dev.stacksets.internal.planning.Situation;
import dev.stacksets.internal.planning.Templates;
import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Plan;
import dev.stacksets.target.StackInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** How few operations plans have, and how long planning takes once everything is read. */
public final class FewestOperations implements Measurement {

    private static final Fleet NOTHING = new Fleet(Map.of());
    private static final int REGIONS = 20;
    private static final StackSetDescription FOUND = StackSetDescription.builder()
            .name(Fleet.NAME)
            .id(Fleet.NAME + ":11111111-2222-3333-4444-555555555555")
            .status(StackSetStatus.ACTIVE)
            .templateBody(Optional.of(Fleet.TEMPLATE))
            .parameters(Map.of(Fleet.KEY, "low"))
            .permissionModel(PermissionModel.SELF_MANAGED)
            .managedExecution(false)
            .build();

    @Override
    public List<Score> measure(Conditions conditions) {
        List<Score> scores = new ArrayList<>(quality(conditions));
        scores.add(small(conditions));
        scores.add(speed(conditions));
        return scores;
    }

    private static List<Score> quality(Conditions conditions) {
        List<Plan> plans = new ArrayList<>();
        Random random = new Random(conditions.seed());
        for (int i = 0; i < conditions.count(20, 2); i++) {
            FleetDraw draw = new FleetDraw(random, 1_000, REGIONS);
            Fleet organized = draw.organized(3);
            plans.add(plan(NOTHING, organized));
            plans.add(plan(organized, draw.changed(organized)));
            plans.add(plan(NOTHING, draw.organized(20)));
            plans.add(plan(NOTHING, draw.scattered(50, 1 + random.nextInt(4))));
            plans.add(plan(NOTHING, draw.planted(4 + random.nextInt(12))));
            Fleet sparse = new FleetDraw(random, 12 + random.nextInt(20), 8 + random.nextInt(12)).scattered(25, 1);
            plans.add(plan(NOTHING, sparse));
        }
        Figures ratios =
                new Figures(plans.stream().map(FewestOperations::aboveBound).toList());
        double mean =
                ratios.values().stream().mapToDouble(ratio -> ratio).average().orElseThrow();
        double worst = ratios.values().get(ratios.values().size() - 1);
        double certified = 100.0 * plans.stream().filter(Plan::isFewest).count() / plans.size();
        String drawn =
                plans.size() + " plans: organized by units with 3 % and 20 % exceptions, their change, scattered, "
                        + "planted, and small ones";
        return List.of(
                score("operations over their lower bound, mean", "x", mean, Target.atMost(1.02), drawn),
                score("operations over their lower bound, worst", "x", worst, Target.atMost(1.10), drawn),
                score("plans known to have the fewest operations", "%", certified, Target.atLeast(95), drawn));
    }

    private static double aboveBound(Plan plan) {
        return (double) plan.operations() / plan.operationsAtLeast();
    }

    /** Against the fewest there are. */
    private static Score small(Conditions conditions) {
        Random random = new Random(conditions.seed());
        int ours = 0;
        int fewest = 0;
        int cases = conditions.count(400, 40);
        for (int i = 0; i < cases; i++) {
            int regions = 3 + random.nextInt(3);
            Fleet fleet = new FleetDraw(random, 2 + random.nextInt(9), regions).scattered(20 + random.nextInt(60), 1);
            if (fleet.instances() > 0) {
                ours += plan(NOTHING, fleet).operations();
                fewest += FewestRectangles.of(rows(fleet));
            }
        }
        return score(
                "operations over the fewest, small cases",
                "x",
                (double) ours / fewest,
                Target.atMost(1.01),
                ours + " operations, the fewest are " + fewest + " by trying everything; " + cases
                        + " fleets of 2 to 10 accounts and 3 to 5 Regions");
    }

    private static long[] rows(Fleet fleet) {
        return fleet.places().values().stream()
                .mapToLong(own -> own.keySet().stream()
                        .mapToLong(region -> 1L << (Integer.parseInt(region.substring("region-".length())) - 10))
                        .sum())
                .toArray();
    }

    private static Score speed(Conditions conditions) {
        FleetDraw draw = new FleetDraw(new Random(conditions.seed()), 5_000, REGIONS);
        Fleet before = draw.scattered(100, 1);
        DesiredStackSet desired = draw.changed(draw.organized(3)).desired(OperationPreferences.defaults());
        List<StackInstance> listed = before.listed();
        List<Double> milliseconds = new ArrayList<>();
        int operations = 0;
        int warmUp = conditions.count(5, 2);
        for (int round = -warmUp; round < conditions.rounds(); round++) {
            Stopwatch watch = Stopwatch.start();
            operations = plan(desired, listed).operations();
            if (round >= 0) {
                milliseconds.add(watch.seconds() * 1_000);
            }
        }
        Figures figures = new Figures(milliseconds);
        return score(
                "diff and plan of 100,000 instances",
                "ms",
                figures.minimum(),
                Target.atMost(150),
                operations + " operations from " + listed.size() + " instances; minimum of " + figures.spread());
    }

    private static Plan plan(Fleet before, Fleet after) {
        return plan(after.desired(OperationPreferences.defaults()), before.listed());
    }

    private static Plan plan(DesiredStackSet desired, List<StackInstance> listed) {
        return Planner.plan(
                desired,
                new Situation(desired, Fleet.resolved(desired), listed),
                new Live(
                        "us-east-1",
                        Optional.empty(),
                        Optional.of(FOUND),
                        Optional.of("earlier"),
                        Optional.empty(),
                        Map.of(),
                        List.of()),
                new Templates(Optional.empty()));
    }

    private static Score score(String name, String unit, double ours, Target target, String detail) {
        return new Score(name, unit, ours, Theirs.nobody(), target, detail);
    }
}
