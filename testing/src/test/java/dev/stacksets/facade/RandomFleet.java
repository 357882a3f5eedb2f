package dev.stacksets.facade;

import dev.stacksets.StackSets;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Overlap;
import dev.stacksets.plan.TargetGroup;
import dev.stacksets.target.ParameterOverrides;
import dev.stacksets.testing.StackSetsSimulator;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** A stack set in some state on a simulator of its own, and another state that is wanted; both from a seed. */
final class RandomFleet implements AutoCloseable {
    static final String NAME = "fleet";
    private static final String TEMPLATE = """
            Parameters:
              Level: {Type: String, Default: low}
              Size: {Type: String, Default: small}
            Resources:
              A: {Type: AWS::SNS::Topic}
            """;

    final StackSetsSimulator aws;
    final Random random;
    final List<String> accounts;
    final List<String> regions;
    final CloudFormationAsyncClient client;
    private int operations;

    RandomFleet(long seed) {
        random = new Random(seed);
        aws = StackSetsSimulator.builder()
                .seed(seed)
                .stackDuration(Duration.ofSeconds(1), Duration.ofSeconds(30))
                .build();
        client = aws.directAsyncClient();
        accounts = IntStream.rangeClosed(1, 2 + random.nextInt(7))
                .mapToObj(i -> String.format("%012d", i))
                .toList();
        regions = IntStream.rangeClosed(1, 1 + random.nextInt(5))
                .mapToObj(i -> "region-" + i)
                .toList();
    }

    /** What another process would see of the same AWS. */
    StackSets process() {
        return process(client);
    }

    /** A process with a client of its own. */
    StackSets process(CloudFormationAsyncClient client) {
        return StackSets.builder()
                .client(client)
                .timeSource(aws.time())
                .caller(aws.caller())
                .callbackExecutor(Runnable::run)
                .build();
    }

    /** Brings the stack set into some state: deployed here and there, overridden, outdated, inoperable, or not there at all. */
    void inSomeState() {
        if (random.nextInt(8) == 0) {
            return;
        }
        client.createStackSet(r -> r.stackSetName(NAME)
                        .templateBody(TEMPLATE)
                        .parameters(parameter("Level", pick("low", "high")))
                        .tags(random.nextBoolean() ? List.of(tag()) : List.of()))
                .join();
        for (int i = random.nextInt(4); i > 0; i--) {
            deploySomewhere();
        }
        if (random.nextInt(4) == 0) {
            failSomewhere();
        }
        if (random.nextInt(4) == 0) {
            leaveSomeBehind();
        }
    }

    private void deploySomewhere() {
        List<Parameter> overrides = random.nextBoolean() ? List.of() : List.of(parameter("Level", pick("low", "mid")));
        finish(client.createStackInstances(r -> {
                    r.stackSetName(NAME)
                            .operationId(id())
                            .accounts(some(accounts))
                            .regions(some(regions))
                            .operationPreferences(p -> p.maxConcurrentCount(10).failureToleranceCount(10));
                    if (!overrides.isEmpty()) {
                        r.parameterOverrides(overrides);
                    }
                })
                .join()
                .operationId());
    }

    /** Some creations fail, so there is a record and no stack; some removals fail, which leaves instances inoperable. */
    private void failSomewhere() {
        String account = pick(accounts.toArray(String[]::new));
        aws.faults().account(account).fails("no").times(1);
        if (random.nextBoolean()) {
            deploySomewhere();
        } else {
            finish(client.deleteStackInstances(r -> r.stackSetName(NAME)
                            .operationId(id())
                            .accounts(account)
                            .regions(some(regions))
                            .retainStacks(false)
                            .operationPreferences(p -> p.failureToleranceCount(10)))
                    .join()
                    .operationId());
        }
        aws.faults().account(account).heals();
    }

    /** A new definition that reaches one instance only. */
    private void leaveSomeBehind() {
        client.listStackInstances(r -> r.stackSetName(NAME)).join().summaries().stream()
                .findFirst()
                .ifPresent(one -> finish(client.updateStackSet(r -> r.stackSetName(NAME)
                                .operationId(id())
                                .usePreviousTemplate(true)
                                .parameters(parameter("Level", "next"))
                                .accounts(one.account())
                                .regions(one.region()))
                        .join()
                        .operationId()));
    }

    private void finish(String operation) {
        aws.time().runUntil(() -> {
            StackSetOperationStatus status = client.describeStackSetOperation(
                            r -> r.stackSetName(NAME).operationId(operation))
                    .join()
                    .stackSetOperation()
                    .status();
            return status == StackSetOperationStatus.SUCCEEDED || status == StackSetOperationStatus.FAILED;
        });
    }

    /** Some state that is wanted. */
    DesiredStackSet wanted() {
        DesiredStackSet.Builder desired = DesiredStackSet.builder()
                .definition(definition())
                .overlap(Overlap.LAST_WINS)
                .preferences(p -> p.maxConcurrentCount(1 + random.nextInt(10)).failureToleranceCount(10));
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            desired.group(TargetGroup.builder()
                    .name("group " + i)
                    .accounts(some(accounts))
                    .regions(some(regions))
                    .overrides(overrides())
                    .build());
        }
        switch (random.nextInt(3)) {
            case 0 -> desired.pruneDeletingStacks();
            case 1 -> desired.pruneRetainingStacks();
            default -> {}
        }
        return desired.build();
    }

    private StackSetDefinition definition() {
        StackSetDefinition.Builder definition = StackSetDefinition.builder()
                .name(NAME)
                .template(TemplateSource.inline(
                        random.nextInt(3) == 0 ? TEMPLATE + "  B: {Type: AWS::SNS::Topic}\n" : TEMPLATE))
                .managedExecution(random.nextInt(6) == 0);
        if (random.nextBoolean()) {
            definition.parameter("Level", pick("low", "high"));
        }
        if (random.nextBoolean()) {
            definition.tag("Owner", "me");
        }
        if (random.nextInt(4) == 0) {
            definition.description("described");
        }
        return definition.build();
    }

    private ParameterOverrides overrides() {
        return switch (random.nextInt(4)) {
            case 0 -> ParameterOverrides.none();
            case 1 -> ParameterOverrides.exactly(o -> o.set("Level", pick("low", "mid", "max")));
            case 2 -> ParameterOverrides.exactly(o -> o.set("Size", "big").keep("Level"));
            default -> ParameterOverrides.unchanged();
        };
    }

    private Set<String> some(List<String> all) {
        Set<String> some = new LinkedHashSet<>();
        int most = 1 + random.nextInt(all.size());
        for (int i = 0; i < most; i++) {
            some.add(all.get(random.nextInt(all.size())));
        }
        return some;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static Parameter parameter(String key, String value) {
        return Parameter.builder().parameterKey(key).parameterValue(value).build();
    }

    private static Tag tag() {
        return Tag.builder().key("Owner").value("you").build();
    }

    private String id() {
        return "earlier-" + operations++;
    }

    @Override
    public void close() {
        aws.checkInvariants();
    }
}
