package dev.stacksets.testing.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackInstance;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationSummary;

/** What the service says of one stack set, held against the model. */
final class Agreement {

    private final CloudFormationAsyncClient client;
    private final String id;
    private final SetModel model;
    private final Random random;

    Agreement(CloudFormationAsyncClient client, String id, SetModel model, Random random) {
        this.client = client;
        this.id = id;
        this.model = model;
        this.random = random;
    }

    /** Lists may lag, but show nothing that never was. */
    void requireListsBehind() {
        Map<String, OperationModel> known =
                model.operations().stream().collect(Collectors.toMap(OperationModel::id, operation -> operation));
        for (StackSetOperationSummary summary :
                client.listStackSetOperations(r -> r.stackSetName(id)).join().summaries()) {
            assertThat(known).containsKey(summary.operationId());
            assertThat(Objects.requireNonNull(known.get(summary.operationId())).statuses())
                    .as("statuses of %s", summary.operationId())
                    .contains(summary.statusAsString());
        }
    }

    /** Every instance as it must be, and no other. */
    void requireIdle() {
        assertThat(model.operations()).as("unfinished operations").noneMatch(OperationModel::isUnfinished);
        List<StackInstanceSummary> listed = new ArrayList<>();
        client.listStackInstancesPaginator(r -> r.stackSetName(id))
                .summaries()
                .subscribe(listed::add)
                .join();
        assertThat(listed)
                .as("instances of %s", id)
                .hasSameSizeAs(model.instances().keySet());
        for (StackInstanceSummary instance : listed) {
            String key = instance.account() + "/" + instance.region();
            SetModel.Expected expected =
                    Objects.requireNonNull(model.instances().get(key), key);
            assertThat(instance.statusAsString()).as("status of %s", key).isEqualTo(expected.status());
            assertThat(instance.stackId() != null).as("stack of %s", key).isEqualTo(expected.hasStack());
            assertThat(instance.driftStatusAsString()).as("drift of %s", key).isEqualTo(expected.drift());
        }
        assertThat(client.describeStackSet(r -> r.stackSetName(id))
                        .join()
                        .stackSet()
                        .regions())
                .as("Regions of %s", id)
                .containsExactlyInAnyOrderElementsOf(model.instances().keySet().stream()
                        .map(OperationModel::region)
                        .collect(Collectors.toSet()));
        requireOneInDetail();
    }

    private void requireOneInDetail() {
        List<String> keys = List.copyOf(model.instances().keySet());
        if (keys.isEmpty()) {
            return;
        }
        String key = keys.get(random.nextInt(keys.size()));
        StackInstance instance = client.describeStackInstance(r -> r.stackSetName(id)
                        .stackInstanceAccount(OperationModel.account(key))
                        .stackInstanceRegion(OperationModel.region(key)))
                .join()
                .stackInstance();
        Map<String, String> overrides = instance.parameterOverrides().stream()
                .collect(Collectors.toMap(Parameter::parameterKey, Parameter::parameterValue));
        assertThat(overrides)
                .as("overrides of %s", key)
                .isEqualTo(Objects.requireNonNull(model.instances().get(key)).overrides());
    }

    /** All operations, newest first, and the results of one; asked when lists lag no more. */
    void requireHistory() {
        List<OperationModel> all = new ArrayList<>(model.operations());
        if (all.isEmpty()) {
            return;
        }
        OperationModel one = all.get(random.nextInt(all.size()));
        Map<String, String> results = new TreeMap<>();
        client.listStackSetOperationResultsPaginator(r -> r.stackSetName(id).operationId(one.id()))
                .summaries()
                .subscribe(result -> results.put(result.account() + "/" + result.region(), result.statusAsString()))
                .join();
        Map<String, String> expected = new TreeMap<>(one.results());
        expected.replaceAll((key, status) -> status.equals("SKIPPED") ? "SUCCEEDED" : status);
        assertThat(results).as("results of %s", one.id()).isEqualTo(expected);
        Collections.reverse(all);
        assertThat(client.listStackSetOperations(r -> r.stackSetName(id).maxResults(100))
                        .join()
                        .summaries())
                .as("operations, newest first")
                .extracting(StackSetOperationSummary::operationId)
                .containsExactlyElementsOf(all.stream().map(OperationModel::id).toList());
    }
}
