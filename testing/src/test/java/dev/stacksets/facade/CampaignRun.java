package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.IRELAND;
import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.THREE;
import static dev.stacksets.facade.Facade.TWO;
import static dev.stacksets.facade.Facade.VIRGINIA;

import dev.stacksets.OnConflict;
import dev.stacksets.OperationHandle;
import dev.stacksets.OperationSeries;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.TrackingOptions;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.resilience.PollPolicy;
import dev.stacksets.testing.StackSetsSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/**
 * One run: processes that share a stack set start operations, stop, let go, die and are replaced while calls fail. Every
 * choice comes from the seed.
 */
final class CampaignRun {
    private static final List<String> ACCOUNTS = List.of(ONE, TWO, THREE);

    final StackSetsSimulator aws;
    final List<Watched> handles = new ArrayList<>();
    final List<Begun> series = new ArrayList<>();
    final Map<StackSets, List<CompletableFuture<?>>> futures = new LinkedHashMap<>();
    final List<String> leftOpenByClosing = new ArrayList<>();
    final String stackSet;
    int restarts;

    private final Random random;
    private final CloudFormationAsyncClient client;
    private final List<StackSets> processes = new ArrayList<>();

    /** A series, who began it, and how another process begins it again. */
    record Begun(
            StackSets process, Function<StackSet, OperationSeries> verb, boolean deletes, OperationSeries series) {}

    CampaignRun(int seed) {
        random = new Random(seed);
        StackSetsSimulator.Builder settings = StackSetsSimulator.builder()
                .seed(seed)
                .stackDuration(Duration.ofSeconds(10 + random.nextInt(40)))
                .resultsLag(Duration.ofSeconds(random.nextInt(3) * (long) random.nextInt(15)));
        if (random.nextBoolean()) {
            settings.replaysOperationIds();
        }
        aws = settings.build();
        client = seed % 10 == 0 ? aws.asyncClient() : aws.directAsyncClient();
        processes.add(process());
        processes.add(process());
        stackSet = prepared();
    }

    private String prepared() {
        StackSet created = processes
                .get(0)
                .create(
                        "baseline",
                        s -> s.template(TemplateSource.inline("Resources: {T: {Type: AWS::SNS::Topic}}"))
                                .managedExecution(random.nextInt(3) == 0))
                .join();
        if (random.nextBoolean()) {
            Watched first = watched(
                    processes.get(0),
                    created.deploy(d -> d.accounts(ONE, TWO).regions(VIRGINIA)),
                    false,
                    OptionalInt.of(2));
            aws.time().runUntil(() -> first.handle().outcome().isDone());
        }
        return created.nameOrId();
    }

    /** One process more: nothing is shared with the others but AWS and time. */
    StackSets process() {
        boolean rejecting = random.nextInt(5) == 0;
        return StackSets.builder()
                .client(client)
                .timeSource(aws.time())
                .callbackExecutor(task -> {
                    if (rejecting) {
                        throw new RejectedExecutionException("theirs");
                    }
                    task.run();
                })
                .build();
    }

    /** Lives, and lets time pass until nothing is open or nothing happens any more. */
    void live() {
        CampaignFaults.plant(aws, random);
        for (int i = 3 + random.nextInt(7); i > 0; i--) {
            act();
            aws.time().advance(Duration.ofMillis(random.nextInt(4) * (long) random.nextInt(30_000)));
        }
        List<CompletableFuture<?>> open = new ArrayList<>(all());
        aws.time().runUntil(() -> {
            while (!open.isEmpty() && open.get(open.size() - 1).isDone()) {
                open.remove(open.size() - 1);
            }
            return open.isEmpty() || aws.time().pending() == 0;
        });
        // A start that was let go of under way goes on until AWS has it or it gives up.
        aws.time().advance(Duration.ofMinutes(10));
    }

    List<CompletableFuture<?>> all() {
        return futures.values().stream()
                .<CompletableFuture<?>>flatMap(List::stream)
                .toList();
    }

    private void opened(StackSets process, CompletableFuture<?> future) {
        futures.computeIfAbsent(process, any -> new ArrayList<>()).add(future);
    }

    private void act() {
        switch (random.nextInt(13)) {
            case 0, 1, 2, 3 -> start(someProcess());
            case 4, 5 -> startUnderAChosenId(someProcess());
            case 6, 7 -> handle(random.nextInt(6));
            case 8, 9 -> restart(random.nextInt(processes.size()));
            case 10 -> retryWhatFailed();
            case 11 -> deleteEverything();
            default -> waitUntilIdle(someProcess());
        }
    }

    private void waitUntilIdle(StackSets process) {
        opened(process, reference(process).waitUntilIdle());
    }

    private StackSets someProcess() {
        return processes.get(random.nextInt(processes.size()));
    }

    private void start(StackSets process) {
        StackSet on = reference(process);
        List<String> accounts = ACCOUNTS.subList(0, 1 + random.nextInt(3));
        watched(
                process,
                switch (random.nextInt(5)) {
                    case 0 -> on.updateInstances(u -> u.accounts(accounts).regions(VIRGINIA));
                    case 1 ->
                        on.removeInstances(
                                r -> r.accounts(accounts).regions(VIRGINIA).retainStacks());
                    case 2 -> on.update(u -> u.description("at " + aws.time().now()));
                    default -> on.deploy(d -> d.accounts(accounts).regions(random.nextBoolean() ? VIRGINIA : IRELAND));
                },
                false,
                OptionalInt.empty());
    }

    /** Few ids and few requests: the same request meets itself, and others of the same id. */
    private void startUnderAChosenId(StackSets process) {
        String id = "chosen-" + random.nextInt(2);
        StackSet on = reference(process);
        if (random.nextInt(4) == 0) {
            watched(
                    process,
                    on.updateInstances(u -> u.operationId(id).accounts(ONE).regions(VIRGINIA)),
                    true,
                    OptionalInt.empty());
        } else {
            int accounts = 1 + random.nextInt(2);
            watched(
                    process,
                    on.deploy(d -> d.operationId(id)
                            .accounts(ACCOUNTS.subList(0, accounts))
                            .regions(VIRGINIA)),
                    true,
                    OptionalInt.of(accounts));
        }
    }

    private StackSet reference(StackSets process) {
        TrackingOptions.Builder tracking = TrackingOptions.builder();
        if (random.nextInt(4) == 0) {
            tracking.timeout(Duration.ofMillis(1 + random.nextInt(120_000)))
                    .onTimeout(
                            random.nextBoolean() ? TrackingOptions.OnTimeout.DETACH : TrackingOptions.OnTimeout.STOP);
        }
        if (random.nextInt(4) == 0) {
            tracking.detail(TrackingOptions.Detail.INSTANCES);
        }
        tracking.pollPolicy(PollPolicy.fixed(Duration.ofSeconds(5 + random.nextInt(20))));
        return process.stackSet(stackSet)
                .tracking(tracking.build())
                .onConflict(
                        random.nextInt(5) == 0
                                ? OnConflict.fail()
                                : OnConflict.waitUpTo(Duration.ofMinutes(1 + random.nextInt(30))));
    }

    private Watched watched(StackSets process, OperationHandle handle, boolean chosenId, OptionalInt meant) {
        Watched watched = new Watched(process, handle, chosenId, meant);
        handles.add(watched);
        watched.futures().forEach(future -> opened(process, future));
        return watched;
    }

    private void handle(int what) {
        if (handles.isEmpty()) {
            return;
        }
        Watched watched = handles.get(random.nextInt(handles.size()));
        OperationHandle handle = watched.handle();
        switch (what) {
            case 0, 1 -> opened(watched.process(), handle.stop());
            case 2 -> handle.detach();
            case 3 -> handle.outcome().cancel(true);
            default -> opened(watched.process(), handle.refresh());
        }
    }

    /** A process dies; another one comes with nothing but the tokens, and begins again what takes several operations. */
    private void restart(int dying) {
        restarts++;
        StackSets dead = processes.remove(dying);
        List<OperationToken> tokens = handles.stream()
                .filter(watched -> !watched.handle().outcome().isDone())
                .map(watched -> OperationToken.parse(watched.handle().token().encode()))
                .toList();
        List<Begun> interrupted = series.stream()
                .filter(begun ->
                        begun.process() == dead && !begun.series().outcome().isDone())
                .toList();
        dead.close();
        futures.getOrDefault(dead, List.of()).stream()
                .filter(future -> !future.isDone())
                .forEach(future -> leftOpenByClosing.add(future.toString()));
        StackSets successor = process();
        processes.add(successor);
        tokens.forEach(token -> watched(successor, successor.resume(token), true, OptionalInt.empty())
                .resumed());
        interrupted.forEach(begun -> begin(successor, begun.verb(), begun.deletes()));
    }

    private void retryWhatFailed() {
        Duration pause = Duration.ofMillis(1 + random.nextInt(60_000));
        int rounds = 1 + random.nextInt(3);
        handles.stream()
                .flatMap(watched -> watched.result().stream())
                .filter(result ->
                        !result.failures().isEmpty() || !result.cancelled().isEmpty())
                .findFirst()
                .ifPresent(result -> begin(
                        someProcess(),
                        stackSet -> stackSet.retryFailed(
                                result, r -> r.rounds(rounds).pause(pause)),
                        false));
    }

    private void deleteEverything() {
        if (random.nextInt(2) == 0) {
            begin(someProcess(), stackSet -> stackSet.deleteEverything(d -> d.retainStacks()), true);
        }
    }

    private void begin(StackSets process, Function<StackSet, OperationSeries> verb, boolean deletes) {
        OperationSeries begun = verb.apply(reference(process));
        series.add(new Begun(process, verb, deletes, begun));
        opened(process, begun.outcome());
        opened(process, begun.operation(random.nextInt(3)));
        if (random.nextInt(5) == 0) {
            opened(process, begun.stop());
        }
    }

    void close() {
        processes.forEach(StackSets::close);
    }
}
