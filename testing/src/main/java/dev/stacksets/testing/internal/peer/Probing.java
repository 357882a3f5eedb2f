package dev.stacksets.testing.internal.peer;

import dev.stacksets.spi.TimeSource;
import dev.stacksets.testing.internal.peer.Asking.Answer;
import dev.stacksets.testing.peer.Deviation;
import dev.stacksets.testing.peer.EndpointReport;
import dev.stacksets.testing.peer.EndpointReport.Support;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.CreateStackInstancesResponse;
import software.amazon.awssdk.services.cloudformation.model.CreateStackSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackInstancesResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackSetOperationResponse;
import software.amazon.awssdk.services.cloudformation.model.DetectStackSetDriftResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackInstancesResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetOperationResultsResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackInstancesResponse;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackSetResponse;

/** The life of one stack set, each action asked once where it belongs. Used once. */
public final class Probing {

    private static final String TEMPLATE = """
            Parameters:
              Level: {Type: String, Default: low}
            Resources:
              Handle: {Type: AWS::CloudFormation::WaitConditionHandle}
            """;
    private static final String IAM_TEMPLATE = "Resources: {Group: {Type: AWS::IAM::Group}}";
    private static final int LOOKS = 600;
    private static final String ORGANIZATION = "would change the organization";

    private final CloudFormationAsyncClient client;
    private final TimeSource time;
    private final String account;
    private final String region;
    private final String name;
    private final Asking asking = new Asking();
    private final Set<Deviation> deviations = EnumSet.noneOf(Deviation.class);
    private final List<String> leftBehind = new ArrayList<>();
    private String lastOperation = "";

    /**
     * Nothing is sent yet.
     *
     * @param client through which
     * @param time to wait in, and to draw ids from
     * @param account of the instance
     * @param region of the instance
     */
    public Probing(CloudFormationAsyncClient client, TimeSource time, String account, String region) {
        this.client = client;
        this.time = time;
        this.account = account;
        this.region = region;
        this.name = "stacksets-probe-" + newId().substring(0, 8);
    }

    /**
     * Runs it.
     *
     * @return what was found
     * @throws InterruptedException when interrupted
     */
    public EndpointReport run() throws InterruptedException {
        String id = create();
        look(id);
        deploy();
        readInstances();
        change();
        detectDrift();
        others();
        delete(id);
        names();
        return new EndpointReport(asking.rows(), deviations, leftBehind);
    }

    private String newId() {
        return new UUID(time.random().nextLong(), time.random().nextLong()).toString();
    }

    private String create() throws InterruptedException {
        try {
            CreateStackSetResponse created = client.createStackSet(
                            r -> r.stackSetName(name).templateBody(TEMPLATE))
                    .get(1, TimeUnit.MINUTES);
            asking.note("CreateStackSet", Support.YES, "");
            return created.stackSetId() == null ? name : created.stackSetId();
        } catch (ExecutionException | TimeoutException refused) {
            Throwable cause = refused.getCause() == null ? refused : refused.getCause();
            throw new IllegalStateException("no stack set can be created there: " + cause.getMessage(), cause);
        }
    }

    private void look(String id) throws InterruptedException {
        asking.ask("DescribeStackSet", () -> client.describeStackSet(r -> r.stackSetName(name)));
        differs(
                Deviation.FOUND_BY_NAME_ONLY,
                asking.ask("DescribeStackSet", () -> client.describeStackSet(r -> r.stackSetName(id))));
        asking.ask("ListStackSets", () -> client.listStackSets());
    }

    /** What is refused when a stack set is created; last, since a server that takes a name twice may mix the two up. */
    private void names() throws InterruptedException {
        String other = name + "-names";
        Answer<CreateStackSetResponse> first = made(other, TEMPLATE);
        Answer<CreateStackSetResponse> second = made(other, TEMPLATE + "Description: another\n");
        Answer<CreateStackSetResponse> unacknowledged = made(name + "-iam", IAM_TEMPLATE);
        remove(second, Deviation.NAMES_NOT_UNIQUE);
        remove(unacknowledged, Deviation.CAPABILITIES_NOT_ASKED);
        if (first.value().isPresent()) {
            removeStackSet(first.value().get());
        }
    }

    private Answer<CreateStackSetResponse> made(String other, String template) throws InterruptedException {
        return asking.ask(
                "CreateStackSet",
                () -> client.createStackSet(r -> r.stackSetName(other).templateBody(template)));
    }

    /** What should not have been made. */
    private void remove(Answer<CreateStackSetResponse> made, Deviation deviation) throws InterruptedException {
        if (made.value().isPresent()) {
            deviations.add(deviation);
            removeStackSet(made.value().get());
        }
    }

    private void removeStackSet(CreateStackSetResponse made) throws InterruptedException {
        Answer<?> removed =
                asking.ask("DeleteStackSet", () -> client.deleteStackSet(r -> r.stackSetName(made.stackSetId())));
        if (removed.value().isEmpty()) {
            leftBehind.add("stack set " + made.stackSetId());
        }
    }

    private void deploy() throws InterruptedException {
        String id = newId();
        Answer<CreateStackInstancesResponse> begun = asking.ask(
                "CreateStackInstances",
                () -> client.createStackInstances(r ->
                        r.stackSetName(name).accounts(account).regions(region).operationId(id)));
        String answered = answered(begun, CreateStackInstancesResponse::operationId);
        if (!answered.isEmpty() && !answered.equals(id)) {
            deviations.add(Deviation.IGNORES_OPERATION_ID);
        }
        if (status(answered) == StackSetOperationStatus.SUCCEEDED) {
            deviations.add(Deviation.COMPLETES_AT_ONCE);
        }
        await("CreateStackInstances", answered);
        if (!has(Deviation.IGNORES_OPERATION_ID)) {
            repeat(id);
        }
        unknownOperation();
    }

    private void repeat(String id) throws InterruptedException {
        Answer<UpdateStackInstancesResponse> again = asking.ask(
                "UpdateStackInstances",
                () -> client.updateStackInstances(r ->
                        r.stackSetName(name).accounts(account).regions(region).operationId(id)));
        if (again.value().isPresent()) {
            deviations.add(Deviation.REPEATS_OPERATION_ID);
            await("UpdateStackInstances", answered(again, UpdateStackInstancesResponse::operationId));
        }
    }

    private void unknownOperation() throws InterruptedException {
        String nobodys = newId();
        Answer<?> answer = asking.ask(
                "DescribeStackSetOperation",
                () -> client.describeStackSetOperation(r -> r.stackSetName(name).operationId(nobodys)));
        if (!answer.isRefusal("OperationNotFoundException")) {
            deviations.add(Deviation.UNKNOWN_OPERATION_UNTYPED);
        }
    }

    private void readInstances() throws InterruptedException {
        Answer<ListStackSetOperationResultsResponse> results = asking.ask(
                "ListStackSetOperationResults",
                () -> client.listStackSetOperationResults(
                        r -> r.stackSetName(name).operationId(lastOperation)));
        if (results.value().filter(list -> list.summaries().isEmpty()).isPresent()) {
            deviations.add(Deviation.RESULTS_EMPTY);
        }
        asking.ask("ListStackSetOperations", () -> client.listStackSetOperations(r -> r.stackSetName(name)));
        Answer<ListStackInstancesResponse> instances =
                asking.ask("ListStackInstances", () -> client.listStackInstances(r -> r.stackSetName(name)));
        if (instances.value().filter(list -> list.summaries().isEmpty()).isPresent()) {
            deviations.add(Deviation.INSTANCES_EMPTY);
        }
        asking.ask(
                "DescribeStackInstance",
                () -> client.describeStackInstance(
                        r -> r.stackSetName(name).stackInstanceAccount(account).stackInstanceRegion(region)));
    }

    private void change() throws InterruptedException {
        Parameter high =
                Parameter.builder().parameterKey("Level").parameterValue("high").build();
        Answer<UpdateStackInstancesResponse> instances = asking.ask(
                "UpdateStackInstances",
                () -> client.updateStackInstances(r -> r.stackSetName(name)
                        .accounts(account)
                        .regions(region)
                        .parameterOverrides(high)
                        .operationId(newId())));
        await("UpdateStackInstances", answered(instances, UpdateStackInstancesResponse::operationId));
        Answer<UpdateStackSetResponse> stackSet = asking.ask(
                "UpdateStackSet",
                () -> client.updateStackSet(r -> r.stackSetName(name)
                        .templateBody(TEMPLATE)
                        .parameters(high)
                        .operationId(newId())));
        await("UpdateStackSet", answered(stackSet, UpdateStackSetResponse::operationId));
    }

    private void detectDrift() throws InterruptedException {
        Answer<DetectStackSetDriftResponse> begun = asking.ask(
                "DetectStackSetDrift",
                () -> client.detectStackSetDrift(r -> r.stackSetName(name).operationId(newId())));
        await("DetectStackSetDrift", answered(begun, DetectStackSetDriftResponse::operationId));
        asking.ask(
                "ListStackInstanceResourceDrifts",
                () -> client.listStackInstanceResourceDrifts(r -> r.stackSetName(name)
                        .stackInstanceAccount(account)
                        .stackInstanceRegion(region)
                        .operationId(lastOperation)));
    }

    private void others() throws InterruptedException {
        Answer<?> stopped = asking.ask(
                "StopStackSetOperation",
                () -> client.stopStackSetOperation(r -> r.stackSetName(name).operationId(lastOperation)));
        if (stopped.value().isPresent()) {
            deviations.add(Deviation.STOPS_WHAT_ENDED);
        }
        String nobodys = "arn:aws:cloudformation:" + region + ":" + account + ":stack/none/" + newId();
        asking.ask(
                "ImportStacksToStackSet",
                () -> client.importStacksToStackSet(
                        r -> r.stackSetName(name).stackIds(nobodys).operationId(newId())));
        asking.ask("GetTemplateSummary", () -> client.getTemplateSummary(r -> r.stackSetName(name)));
        asking.ask(
                "ListStackSetAutoDeploymentTargets",
                () -> client.listStackSetAutoDeploymentTargets(r -> r.stackSetName(name)));
        asking.ask("DescribeOrganizationsAccess", () -> client.describeOrganizationsAccess(r -> {}));
        asking.note("ActivateOrganizationsAccess", Support.NOT_TRIED, ORGANIZATION);
        asking.note("DeactivateOrganizationsAccess", Support.NOT_TRIED, ORGANIZATION);
    }

    private void delete(String id) throws InterruptedException {
        Answer<?> notEmpty = asking.ask("DeleteStackSet", () -> client.deleteStackSet(r -> r.stackSetName(name)));
        if (notEmpty.value().isPresent()) {
            deviations.add(Deviation.DELETES_NOT_EMPTY);
            return;
        }
        Answer<DeleteStackInstancesResponse> removal = asking.ask(
                "DeleteStackInstances",
                () -> client.deleteStackInstances(r -> r.stackSetName(name)
                        .accounts(account)
                        .regions(region)
                        .retainStacks(false)
                        .operationId(newId())));
        await("DeleteStackInstances", answered(removal, DeleteStackInstancesResponse::operationId));
        Answer<?> deleted = asking.ask("DeleteStackSet", () -> client.deleteStackSet(r -> r.stackSetName(name)));
        if (deleted.value().isEmpty()) {
            leftBehind.add("stack set " + id + " with an instance in " + account + "/" + region);
        }
        differs(
                Deviation.FORGETS_DELETED,
                asking.ask("DescribeStackSet", () -> client.describeStackSet(r -> r.stackSetName(id))));
    }

    private void differs(Deviation deviation, Answer<?> answer) {
        if (answer.value().isEmpty()) {
            deviations.add(deviation);
        }
    }

    private boolean has(Deviation deviation) {
        return deviations.contains(deviation);
    }

    private static <T> String answered(Answer<T> answer, Function<T, String> id) {
        return answer.value().map(id).orElse("");
    }

    /** Waits until an operation ends, and remembers it. */
    private void await(String action, String operationId) throws InterruptedException {
        if (operationId.isEmpty()) {
            return;
        }
        lastOperation = operationId;
        StackSetOperationStatus status = status(operationId);
        for (int look = 1; isUnderWay(status) && look < LOOKS; look++) {
            pause();
            status = status(operationId);
        }
        if (status != StackSetOperationStatus.SUCCEEDED) {
            asking.remark(action, "its operation is " + status);
        }
    }

    private static boolean isUnderWay(StackSetOperationStatus status) {
        return switch (status) {
            case RUNNING, QUEUED, STOPPING -> true;
            default -> false;
        };
    }

    private StackSetOperationStatus status(String operationId) throws InterruptedException {
        Answer<DescribeStackSetOperationResponse> answer = asking.ask(
                "DescribeStackSetOperation",
                () -> client.describeStackSetOperation(r -> r.stackSetName(name).operationId(operationId)));
        return answer.value()
                .map(found -> found.stackSetOperation())
                .map(operation -> operation.status())
                .orElse(StackSetOperationStatus.UNKNOWN_TO_SDK_VERSION);
    }

    private void pause() throws InterruptedException {
        try {
            time.scheduler().schedule(() -> {}, 1, TimeUnit.SECONDS).get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a pause failed", impossible);
        }
    }
}
