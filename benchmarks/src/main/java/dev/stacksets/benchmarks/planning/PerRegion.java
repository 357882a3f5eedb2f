package dev.stacksets.benchmarks.planning;

import dev.stacksets.testing.StackSetsSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;

/**
 * How scripts do it: an operation for each Region and each value, one after another, looked at every 15 seconds. The client
 * retries as the SDK does by itself.
 */
final class PerRegion {
    private static final Duration POLL = Duration.ofSeconds(15);

    private final StackSetsSimulator aws;
    private final CloudFormationAsyncClient client;
    private final StackSetOperationPreferences preferences;
    private int operations;

    PerRegion(StackSetsSimulator aws, StackSetOperationPreferences preferences) {
        this.aws = aws;
        this.preferences = preferences;
        this.client = CloudFormationAsyncClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(aws.asyncHttpClient())
                .asyncConfiguration(
                        c -> c.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
                .overrideConfiguration(
                        c -> c.scheduledExecutorService(aws.time().scheduler()))
                .build();
    }

    int operations() {
        return operations;
    }

    /** Knows what is there; brings about what should be. */
    void bring(Fleet before, Fleet after) {
        if (before.places().isEmpty()) {
            answer(client.createStackSet(r -> r.stackSetName(Fleet.NAME).templateBody(Fleet.TEMPLATE)));
        }
        Map<String, Map<String, List<String>>> gone = new TreeMap<>();
        Map<String, Map<String, List<String>>> come = new TreeMap<>();
        Map<String, Map<String, List<String>>> changed = new TreeMap<>();
        TreeSet<String> accounts = new TreeSet<>(before.places().keySet());
        accounts.addAll(after.places().keySet());
        for (String account : accounts) {
            Map<String, String> was = before.places().getOrDefault(account, Map.of());
            Map<String, String> is = after.places().getOrDefault(account, Map.of());
            was.keySet().stream()
                    .filter(region -> !is.containsKey(region))
                    .forEach(region -> add(gone, region, "", account));
            is.forEach((region, value) -> {
                if (!was.containsKey(region)) {
                    add(come, region, value, account);
                } else if (!value.equals(was.get(region))) {
                    add(changed, region, value, account);
                }
            });
        }
        each(gone, this::delete);
        each(come, this::create);
        each(changed, this::update);
    }

    private static void add(
            Map<String, Map<String, List<String>>> changes, String region, String value, String account) {
        changes.computeIfAbsent(region, any -> new TreeMap<>())
                .computeIfAbsent(value, any -> new ArrayList<>())
                .add(account);
    }

    /** One operation. */
    private interface Operation {
        CompletableFuture<String> begin(String region, String value, List<String> accounts);
    }

    private void each(Map<String, Map<String, List<String>>> changes, Operation operation) {
        changes.forEach((region, byValue) ->
                byValue.forEach((value, accounts) -> finish(answer(operation.begin(region, value, accounts)))));
    }

    private CompletableFuture<String> delete(String region, String value, List<String> accounts) {
        return client.deleteStackInstances(r -> r.stackSetName(Fleet.NAME)
                        .accounts(accounts)
                        .regions(region)
                        .retainStacks(false)
                        .operationPreferences(preferences))
                .thenApply(answer -> answer.operationId());
    }

    private CompletableFuture<String> create(String region, String value, List<String> accounts) {
        return client.createStackInstances(r -> r.stackSetName(Fleet.NAME)
                        .accounts(accounts)
                        .regions(region)
                        .parameterOverrides(overrides(value))
                        .operationPreferences(preferences))
                .thenApply(answer -> answer.operationId());
    }

    private CompletableFuture<String> update(String region, String value, List<String> accounts) {
        return client.updateStackInstances(r -> r.stackSetName(Fleet.NAME)
                        .accounts(accounts)
                        .regions(region)
                        .parameterOverrides(overrides(value))
                        .operationPreferences(preferences))
                .thenApply(answer -> answer.operationId());
    }

    private static List<Parameter> overrides(String value) {
        return value.isEmpty()
                ? List.of()
                : List.of(Parameter.builder()
                        .parameterKey(Fleet.KEY)
                        .parameterValue(value)
                        .build());
    }

    private void finish(String operation) {
        operations++;
        while (!isOver(operation)) {
            aws.time().advance(POLL);
        }
    }

    private boolean isOver(String operation) {
        StackSetOperationStatus status = answer(client.describeStackSetOperation(
                        r -> r.stackSetName(Fleet.NAME).operationId(operation)))
                .stackSetOperation()
                .status();
        if (status == StackSetOperationStatus.FAILED || status == StackSetOperationStatus.STOPPED) {
            throw new IllegalStateException("operation " + operation + " is " + status);
        }
        return status == StackSetOperationStatus.SUCCEEDED;
    }

    private <T> T answer(CompletableFuture<T> call) {
        aws.time().runUntil(call::isDone);
        return call.join();
    }
}
