package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.AwsCalls;
import dev.stacksets.Listing;
import dev.stacksets.OnConflict;
import dev.stacksets.OperationHandle;
import dev.stacksets.OperationListener;
import dev.stacksets.OperationSeries;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.guard.Approval;
import dev.stacksets.operation.InstanceCounts;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.plan.Baseline;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.plan.PlanStep;
import dev.stacksets.spi.TimeSource;
import dev.stacksets.testing.VirtualTime;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetsResponse;

/**
 * No method makes its caller wait, whatever is stuck: AWS answers nothing, the timer's thread and the callback thread are
 * blocked, ten thousand operations are under way. The JVM counts how often a thread waited or found a lock taken.
 */
class CallerTest {
    private static final int UNDER_WAY = 10_000;

    private static final TemplateSource TEMPLATE = TemplateSource.inline("Resources: {}");

    /** Those that block by contract. */
    private static final Set<String> BLOCKING = Set.of("await", "awaitOutcome");

    private final CountDownLatch released = new CountDownLatch(1);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService callbacks = Executors.newSingleThreadExecutor();
    private final StackSets stackSets = stuck();
    private final StackSets others = stuck();

    @BeforeEach
    void stickEverything() throws InterruptedException {
        CountDownLatch stuck = new CountDownLatch(2);
        for (ExecutorService executor : List.of(timer, callbacks)) {
            executor.execute(() -> {
                stuck.countDown();
                awaitRelease();
            });
        }
        assertThat(stuck.await(1, TimeUnit.MINUTES)).isTrue();
    }

    private StackSets stuck() {
        return StackSets.builder()
                .client(new StubAws().silentClient())
                .timeSource(new StuckTime(timer))
                .callbackExecutor(callbacks)
                .build();
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void release() {
        released.countDown();
        stackSets.close();
        others.close();
        timer.shutdownNow();
        callbacks.shutdownNow();
    }

    @Test
    void everyMethod_withEverythingStuck_returnsWithoutWaiting() throws InterruptedException {
        assertThat(calls(others).byName.values())
                .allSatisfy(call ->
                        assertThat(call.get()).isNotNull()); // what is loaded and initialized once may take locks
        IntStream.range(0, UNDER_WAY).forEach(i -> deploy(stackSets.stackSet("baseline")));
        Map<String, Supplier<?>> calls = calls(stackSets).byName;
        assertThat(calls.keySet()).containsExactlyInAnyOrderElementsOf(publicMethods());

        Map<String, Long> waits = new TreeMap<>();
        Thread caller = new Thread(() -> calls.forEach((name, call) -> {
            long before = waitsOf(Thread.currentThread());
            assertThat(call.get()).isNotNull();
            waits.put(name, waitsOf(Thread.currentThread()) - before);
        }));
        caller.start();
        caller.join(TimeUnit.MINUTES.toMillis(1));

        assertThat(caller.isAlive())
                .as("a method did not return: %s", waits.keySet())
                .isFalse();
        assertThat(waits)
                .hasSameSizeAs(calls)
                .allSatisfy((name, count) -> assertThat(count).as(name).isZero());
    }

    private static long waitsOf(Thread thread) {
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId());
        return info.getBlockedCount() + info.getWaitedCount();
    }

    private static Set<String> publicMethods() {
        Set<String> names = new TreeSet<>();
        Stream.of(
                        StackSets.class,
                        StackSet.class,
                        AwsCalls.class,
                        OperationHandle.class,
                        OperationSeries.class,
                        Listing.class,
                        OperationHandle.Subscription.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !BLOCKING.contains(method.getName()))
                .map(CallerTest::named)
                .forEach(names::add);
        return names;
    }

    private static String named(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    private static OperationHandle deploy(StackSet stackSet) {
        return stackSet.deploy(d -> d.accounts(ONE).regions(VIRGINIA));
    }

    /** Every method of the facade, by name; close last. */
    private static Calls calls(StackSets stackSets) {
        StackSet stackSet = stackSets.stackSet("baseline");
        OperationHandle handle = deploy(stackSet);
        OperationHandle letGo = deploy(stackSet);
        OperationToken token = handle.token();
        OperationResult result = new OperationResult(
                token,
                OperationAction.CREATE,
                OperationStatus.FAILED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                InstanceCounts.NONE,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                false,
                Optional.empty());
        OperationSeries series = stackSet.retryFailed(result);
        Calls calls = new Calls();
        calls.add("StackSets.region", stackSets::region);
        calls.add("StackSets.stackSet", () -> stackSets.stackSet("baseline"));
        calls.add("StackSets.create", () -> stackSets.create("more", s -> s.template(TEMPLATE)));
        calls.add("StackSets.listStackSets", () -> stackSets.listStackSets().toList());
        calls.add(
                "StackSets.listDeletedStackSets",
                () -> stackSets.listDeletedStackSets().toList());
        calls.add("StackSets.describeOrganizationsAccess", stackSets::describeOrganizationsAccess);
        calls.add("StackSets.activateOrganizationsAccess", stackSets::activateOrganizationsAccess);
        calls.add("StackSets.deactivateOrganizationsAccess", stackSets::deactivateOrganizationsAccess);
        calls.add("StackSets.summarizeTemplate", () -> stackSets.summarizeTemplate(TEMPLATE));
        calls.add("StackSets.check", () -> stackSets.check("more", s -> s.template(TEMPLATE)));
        calls.add("StackSets.resume", () -> stackSets.resume(token));
        Plan plan = Plan.builder()
                .region(VIRGINIA)
                .stackSet("baseline")
                .account(Optional.of("999988887777"))
                .baseline(new Baseline(Optional.empty(), Optional.empty(), Optional.empty()))
                .creates(Optional.of(StackSetDefinition.builder()
                        .name("baseline")
                        .template(TEMPLATE)
                        .build()))
                .steps(List.of(new PlanStep(PlanAction.CREATE_STACK_SET, Optional.empty(), List.of(), List.of(), "")))
                .operationsAtLeast(0)
                .build();
        calls.add("StackSets.plan", () -> stackSets.plan(d -> d.definition("more", s -> s.template(TEMPLATE))));
        calls.add("StackSets.violations", () -> stackSets.violations(plan));
        calls.add(
                "StackSets.apply",
                () -> stackSets.apply(plan, Approval.of(plan.hash())).stop());
        AwsCalls<CloudFormationAsyncClient> more = stackSets.callsTo(new StubAws().silentClient());
        calls.add("StackSets.callAs", stackSets::callAs);
        calls.add("StackSets.callsTo", () -> stackSets.callsTo(new StubAws().silentClient()));
        calls.add("AwsCalls.call", () -> described(more));
        calls.add(
                "AwsCalls.list",
                () -> more.list(
                        "ListStackSets",
                        (client, next) -> client.listStackSets(r -> r.nextToken(next)),
                        ListStackSetsResponse::summaries,
                        ListStackSetsResponse::nextToken));
        calls.add("AwsCalls.each", () -> more.each(List.of(1, 2), number -> described(more)));
        calls.add("AwsCalls.handOver", () -> more.handOver(described(more)));
        calls.add("AwsCalls.time", more::time);
        calls.add("StackSet.nameOrId", stackSet::nameOrId);
        calls.add("StackSet.name", stackSet::name);
        calls.add("StackSet.toString", stackSet::toString);
        calls.add("StackSet.tracking", () -> stackSet.tracking(t -> t.pollFailureLimit(1)));
        calls.add("StackSet.onConflict", () -> stackSet.onConflict(OnConflict.fail()));
        calls.add("StackSet.describe", stackSet::describe);
        calls.add("StackSet.summarizeTemplate", stackSet::summarizeTemplate);
        calls.add("StackSet.update", () -> stackSet.update(u -> u.description("other")));
        calls.add("StackSet.delete", stackSet::delete);
        calls.add("StackSet.deploy", () -> deploy(stackSet));
        calls.add(
                "StackSet.updateInstances",
                () -> stackSet.updateInstances(u -> u.accounts(ONE).regions(VIRGINIA)));
        calls.add(
                "StackSet.removeInstances",
                () -> stackSet.removeInstances(
                        r -> r.accounts(ONE).regions(VIRGINIA).retainStacks()));
        calls.add("StackSet.retryFailed", () -> stackSet.retryFailed(result));
        calls.add("StackSet.deleteEverything", () -> stackSet.deleteEverything(d -> d.retainStacks()));
        calls.add("StackSet.waitUntilIdle", stackSet::waitUntilIdle);
        calls.add("StackSet.detectDrift", () -> stackSet.detectDrift(d -> {}));
        calls.add("StackSet.driftReport", () -> stackSet.driftReport("one"));
        calls.add(
                "StackSet.listResourceDrifts",
                () -> stackSet.listResourceDrifts("one", ONE, VIRGINIA).toList());
        calls.add(
                "StackSet.importStacks",
                () -> stackSet.importStacks(
                        i -> i.stacks("arn:aws:cloudformation:us-east-1:111111111111:stack/one/5f1c")));
        calls.add(
                "StackSet.listAutoDeploymentTargets",
                () -> stackSet.listAutoDeploymentTargets().toList());
        calls.add("StackSet.describeInstance", () -> stackSet.describeInstance(ONE, VIRGINIA));
        calls.add("StackSet.listInstances", () -> stackSet.listInstances().toList());
        calls.add(
                "StackSet.listInstancesByRegion",
                () -> stackSet.listInstancesByRegion().toList());
        calls.add("StackSet.instancesNotCurrent", stackSet::instancesNotCurrent);
        calls.add("StackSet.describeOperation", () -> stackSet.describeOperation("one"));
        calls.add("StackSet.listOperations", () -> stackSet.listOperations().toList());
        calls.add(
                "StackSet.listOperationResults",
                () -> stackSet.listOperationResults("one").toList());
        calls.add("OperationHandle.token", handle::token);
        calls.add("OperationHandle.accepted", handle::accepted);
        calls.add("OperationHandle.completion", handle::completion);
        calls.add("OperationHandle.outcome", handle::outcome);
        calls.add("OperationHandle.progress", handle::progress);
        calls.add("OperationHandle.refresh", handle::refresh);
        calls.add("OperationHandle.subscribe", () -> handle.subscribe(new OperationListener() {}));
        calls.add("OperationHandle.stop", handle::stop);
        calls.add("OperationHandle.detach", () -> letGo.detach());
        calls.add("Subscription.close", () -> {
            handle.subscribe(new OperationListener() {}).close();
            return "closed";
        });
        calls.add("OperationSeries.operations", series::operations);
        calls.add("OperationSeries.operation", () -> series.operation(3));
        calls.add("OperationSeries.outcome", series::outcome);
        calls.add("OperationSeries.stop", series::stop);
        calls.add("Listing.toList", () -> stackSet.listInstances().toList());
        calls.add("Listing.forEach", () -> stackSet.listInstances().forEach(instance -> {}));
        calls.add("Listing.findFirst", () -> stackSet.listInstances().findFirst(instance -> true));
        calls.add("StackSets.close", () -> {
            stackSets.close();
            return "closed";
        });
        return calls;
    }

    private static CompletableFuture<String> described(AwsCalls<CloudFormationAsyncClient> calls) {
        return calls.call(
                "DescribeStackSet",
                client -> client.describeStackSet(r -> r.stackSetName("baseline")),
                answer -> answer.stackSet().stackSetName());
    }

    /** Calls by name, in order. What they give matters to nobody. */
    private static final class Calls {
        private final Map<String, Supplier<?>> byName = new LinkedHashMap<>();

        <T> void add(String name, Supplier<T> call) {
            byName.put(name, call);
        }
    }

    /** The machine's clock over somebody's timer. */
    private record StuckTime(ScheduledExecutorService scheduler) implements TimeSource {
        private static final RandomGenerator RANDOM = VirtualTime.create().random();

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public RandomGenerator random() {
            return RANDOM;
        }
    }
}
