package dev.stacksets.facade;

import dev.stacksets.StackSets;
import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.guard.Approval;
import dev.stacksets.guard.Guardrails;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.spi.Caller;
import dev.stacksets.target.Targets;
import dev.stacksets.testing.StackSetsSimulator;
import dev.stacksets.testing.organization.Organization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.StackSetNotFoundException;

/** A simulator with a stack set in some state, and a plan for it: self-managed, service-managed, or taking another one back. */
final class ForgedWorld implements AutoCloseable {
    private static final String TOPICS = "topics";

    final StackSetsSimulator aws;
    final Plan plan;
    private final CloudFormationAsyncClient client;
    private final Map<String, List<String>> units;
    private final List<String> accounts;
    private final List<String> regions;

    private ForgedWorld(
            StackSetsSimulator aws,
            CloudFormationAsyncClient client,
            Map<String, List<String>> units,
            List<String> accounts,
            List<String> regions,
            Random random) {
        this.aws = aws;
        this.client = client;
        this.units = units;
        this.accounts = accounts;
        this.regions = regions;
        try (StackSets stackSets = process(Guardrails.defaults())) {
            this.plan = byUnits(stackSets, random);
        }
    }

    private ForgedWorld(RandomFleet fleet, Plan plan) {
        this.aws = fleet.aws;
        this.client = fleet.client;
        this.units = Map.of();
        this.accounts = fleet.accounts;
        this.regions = fleet.regions;
        this.plan = plan;
    }

    static ForgedWorld of(int seed) {
        return seed % 4 == 3 ? ofUnits(seed) : ofAccounts(seed);
    }

    private static ForgedWorld ofAccounts(int seed) {
        RandomFleet fleet = new RandomFleet(seed);
        fleet.inSomeState();
        try (StackSets stackSets = fleet.process()) {
            Plan plan = stackSets.plan(fleet.wanted()).join();
            if (seed % 4 != 2) {
                return new ForgedWorld(fleet, plan);
            }
            var execution = stackSets.apply(plan, Approval.of(plan.hash()).allowDestroy(plan.hash()));
            fleet.aws.time().runUntil(execution.outcome()::isDone);
            execution.outcome().join();
            return new ForgedWorld(fleet, plan.inverse());
        }
    }

    private static ForgedWorld ofUnits(int seed) {
        Random random = new Random(seed);
        StackSetsSimulator aws = StackSetsSimulator.builder()
                .seed(seed)
                .stackDuration(Duration.ofSeconds(1), Duration.ofSeconds(30))
                .organization(o ->
                        IntStream.range(0, 4).forEach(i -> o.ou("unit" + i, unit -> unit.accounts((seed / 4 + i) % 4))))
                .build();
        Organization organization = aws.organization();
        Map<String, List<String>> units = new HashMap<>();
        List<String> accounts = new ArrayList<>();
        IntStream.range(0, 4).mapToObj(i -> organization.unit("unit" + i)).forEach(unit -> {
            units.put(unit, organization.accounts(unit));
            accounts.addAll(organization.accounts(unit));
        });
        accounts.add("000000000001");
        CloudFormationAsyncClient client = aws.directAsyncClient(organization.managementAccount(), Region.US_EAST_1);
        return new ForgedWorld(aws, client, units, accounts, List.of("us-east-1", "eu-west-1"), random);
    }

    /** From one choice of units to another. */
    private Plan byUnits(StackSets stackSets, Random random) {
        if (random.nextInt(5) > 0) {
            Plan first = get(stackSets.plan(wanted(random)));
            get(stackSets
                    .apply(first, Approval.of(first.hash()).allowDestroy(first.hash()))
                    .outcome());
        }
        return get(stackSets.plan(wanted(random)));
    }

    private DesiredStackSet wanted(Random random) {
        boolean follows = random.nextBoolean();
        String level = random.nextBoolean() ? "low" : "high";
        List<String> full = units.keySet().stream()
                .sorted()
                .filter(unit -> !units.getOrDefault(unit, List.of()).isEmpty())
                .toList();
        List<String> named = Stream.concat(
                        full.stream().limit(1),
                        units.keySet().stream()
                                .sorted()
                                .filter(unit -> !unit.equals(full.get(0)) && random.nextBoolean()))
                .toList();
        DesiredStackSet.Builder desired = DesiredStackSet.builder()
                .definition(
                        TOPICS,
                        s -> s.template(TemplateSource.inline("""
                                Parameters: {Level: {Type: String}}
                                Resources: {A: {Type: AWS::SNS::Topic}}
                                """))
                                .parameter("Level", level)
                                .serviceManaged()
                                .autoDeployment(follows ? AutoDeployment.retainingStacks() : AutoDeployment.disabled()))
                .preferences(p -> p.maxConcurrentCount(10).failureToleranceCount(10));
        int many = 1 + random.nextInt(2);
        desired.group("some", g -> g.targets(Targets.organizationalUnits(named)).regions(regions.subList(0, many)));
        if (random.nextBoolean()) {
            desired.pruneDeletingStacks();
        }
        return desired.build();
    }

    StackSets process(Guardrails guardrails) {
        return StackSets.builder()
                .client(client)
                .timeSource(aws.time())
                .caller(
                        units.isEmpty()
                                ? aws.caller()
                                : Caller.of(aws.organization().managementAccount()))
                .callbackExecutor(Runnable::run)
                .guardrails(guardrails)
                .unitDirectory(asked -> {
                    Map<String, Set<String>> members = new HashMap<>();
                    asked.forEach(unit -> members.put(unit, Set.copyOf(units.getOrDefault(unit, List.of()))));
                    return CompletableFuture.completedFuture(members);
                })
                .build();
    }

    List<String> accounts() {
        return accounts;
    }

    /** What values may be changed to. */
    List<String> words() {
        return Stream.of(
                        accounts.stream(),
                        regions.stream(),
                        units.keySet().stream().sorted(),
                        Stream.of("777777777777", "us-west-2", "fleet", "topics", "other", "", "DELETE", "RETAIN"),
                        Stream.of("NONE", "INTERSECTION", "DIFFERENCE", "UNION", "SERVICE_MANAGED", "high"),
                        Stream.of(PlanAction.values()).map(Enum::name))
                .flatMap(each -> each)
                .toList();
    }

    <T> T get(CompletableFuture<T> future) {
        if (!future.isDone()) {
            aws.time().runUntil(future::isDone);
        }
        return future.join();
    }

    Set<String> operations(String stackSet) {
        return found(stackSet, () -> {
            Set<String> operations = new HashSet<>();
            client.listStackSetOperationsPaginator(r -> r.stackSetName(stackSet))
                    .summaries()
                    .subscribe(operation -> operations.add(operation.operationId()))
                    .join();
            return operations;
        });
    }

    /** The instances that operations worked on, but for those operations. */
    Set<String> touched(String stackSet, Set<String> before) {
        Set<String> touched = new HashSet<>();
        operations(stackSet).stream()
                .filter(operation -> !before.contains(operation))
                .forEach(operation -> client.listStackSetOperationResultsPaginator(
                                r -> r.stackSetName(stackSet).operationId(operation))
                        .summaries()
                        .subscribe(result -> touched.add(result.account() + "/" + result.region()))
                        .join());
        return touched;
    }

    Set<String> instances(String stackSet) {
        return found(stackSet, () -> {
            Set<String> instances = new HashSet<>();
            client.listStackInstancesPaginator(r -> r.stackSetName(stackSet))
                    .summaries()
                    .subscribe(instance -> instances.add(instance.account() + "/" + instance.region()))
                    .join();
            return instances;
        });
    }

    private static Set<String> found(String stackSet, Supplier<Set<String>> reading) {
        try {
            return stackSet.isEmpty() ? Set.of() : reading.get();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof StackSetNotFoundException) {
                return Set.of();
            }
            throw failed;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
