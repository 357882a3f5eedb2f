package dev.stacksets.benchmarks.planning;

import dev.stacksets.PlanExecution;
import dev.stacksets.StackSets;
import dev.stacksets.benchmarks.measuring.Stopwatch;
import dev.stacksets.guard.Approval;
import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.plan.Plan;
import dev.stacksets.testing.StackSetsSimulator;
import dev.stacksets.testing.fault.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;

/**
 * A fleet from nothing to what is wanted, and one change of it, on the simulator: by plans, and by an operation for each
 * Region. Both may run as many accounts at once as AWS lets them; the account is throttled.
 */
final class EndToEnd {

    /**
     * What one way took.
     *
     * @param way which
     * @param change what was to be done
     * @param instances how many were touched
     * @param operations begun
     * @param calls that AWS answered, throttled ones included
     * @param throttled of these
     * @param virtual time in the simulator
     * @param seconds real time, most of it the simulator's
     */
    record Row(
            String way,
            String change,
            int instances,
            int operations,
            long calls,
            long throttled,
            Duration virtual,
            double seconds) {}

    private static final int CALLS_PER_SECOND = 5;
    private static final OperationPreferences AT_ONCE = OperationPreferences.builder()
            .maxConcurrentPercentage(100)
            .failureTolerancePercentage(100)
            .regionConcurrency(RegionConcurrencyType.PARALLEL)
            .build();

    private final long seed;
    private final Fleet first;
    private final Fleet second;
    private final int changed;

    EndToEnd(long seed, int accounts, int regions) {
        this.seed = seed;
        FleetDraw draw = new FleetDraw(new Random(seed), accounts, regions);
        this.first = draw.organized(3);
        this.second = draw.changed(first);
        this.changed = difference();
    }

    private int difference() {
        Map<String, String> was = flat(first);
        Map<String, String> is = flat(second);
        long goneOrChanged = was.entrySet().stream()
                .filter(each -> !each.getValue().equals(is.get(each.getKey())))
                .count();
        long come = is.keySet().stream().filter(id -> !was.containsKey(id)).count();
        return Math.toIntExact(goneOrChanged + come);
    }

    private static Map<String, String> flat(Fleet fleet) {
        Map<String, String> flat = new TreeMap<>();
        fleet.places().forEach((account, own) -> own.forEach((region, value) -> flat.put(account + region, value)));
        return flat;
    }

    List<Row> run() {
        List<Row> rows = new ArrayList<>();
        Side plans = new Side("plans");
        Side perRegion = new Side("per Region");
        rows.add(plans.measured("from nothing", first.instances(), () -> plans.plan(first)));
        rows.add(perRegion.measured(
                "from nothing", first.instances(), () -> perRegion.perRegion(new Fleet(Map.of()), first)));
        rows.add(plans.measured("a change", changed, () -> plans.plan(second)));
        rows.add(perRegion.measured("a change", changed, () -> perRegion.perRegion(first, second)));
        if (!plans.listed().equals(perRegion.listed())) {
            throw new IllegalStateException("the two ways led to different instances");
        }
        return rows;
    }

    /** One way, on a simulator of its own. */
    private final class Side {
        private final String way;
        private final StackSetsSimulator aws = StackSetsSimulator.builder()
                .seed(seed)
                .stackDuration(Duration.ofSeconds(30), Duration.ofSeconds(90))
                .build();
        private final Throttle throttle = aws.faults().throttle(CALLS_PER_SECOND, 2 * CALLS_PER_SECOND);

        Side(String way) {
            this.way = way;
        }

        /** Some way to be measured; answers how many operations it began. */
        private interface Work {
            int run();
        }

        Row measured(String change, int instances, Work work) {
            long granted = throttle.granted();
            long refused = throttle.refused();
            Instant start = aws.time().now();
            Stopwatch watch = Stopwatch.start();
            int operations = work.run();
            return new Row(
                    way,
                    change,
                    instances,
                    operations,
                    throttle.granted() + throttle.refused() - granted - refused,
                    throttle.refused() - refused,
                    Duration.between(start, aws.time().now()),
                    watch.seconds());
        }

        int plan(Fleet wanted) {
            try (StackSets stackSets = StackSets.builder()
                    .client(aws.asyncClient())
                    .timeSource(aws.time())
                    .caller(aws.caller())
                    .callbackExecutor(Runnable::run)
                    .build()) {
                var planning = stackSets.plan(wanted.desired(AT_ONCE));
                aws.time().runUntil(planning::isDone);
                Plan plan = planning.join();
                PlanExecution execution =
                        stackSets.apply(plan, Approval.of(plan.hash()).allowDestroy(plan.hash()));
                aws.time().runUntil(execution.outcome()::isDone);
                execution.outcome().join();
                return plan.operations();
            }
        }

        int perRegion(Fleet before, Fleet after) {
            PerRegion script = new PerRegion(
                    aws,
                    StackSetOperationPreferences.builder()
                            .maxConcurrentPercentage(100)
                            .failureTolerancePercentage(100)
                            .build());
            script.bring(before, after);
            return script.operations();
        }

        List<String> listed() {
            throttle.lift();
            List<String> listed = new ArrayList<>();
            for (StackInstanceSummary each : aws.directClient()
                    .listStackInstancesPaginator(r -> r.stackSetName(Fleet.NAME))
                    .summaries()) {
                listed.add(each.account() + "/" + each.region() + " " + each.status());
            }
            return listed.stream().sorted().toList();
        }
    }
}
