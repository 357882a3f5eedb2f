package dev.stacksets.internal.client;

import dev.stacksets.definition.StackSetStatus;
import dev.stacksets.drift.ResourceDriftStatus;
import dev.stacksets.operation.InstanceOutcome;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.target.InstanceFilter;
import dev.stacksets.target.InstanceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.CallAs;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeOrganizationsAccessRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackInstanceRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackSetOperationRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackInstanceResourceDriftsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetAutoDeploymentTargetsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetOperationResultsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetOperationsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetsRequest;
import software.amazon.awssdk.services.cloudformation.model.OperationResultFilter;
import software.amazon.awssdk.services.cloudformation.model.OperationResultFilterName;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceFilter;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceFilterName;
import software.amazon.awssdk.services.cloudformation.model.StopStackSetOperationRequest;

/** Requests that start nothing. All are safe to repeat. */
public final class ReadRequests {
    /** AWS's largest page. */
    private static final int PAGE = 100;

    private final @Nullable CallAs callAs;
    private final AnsweredIds ids;

    /** Makes requests of a caller who acts as a delegated administrator, or, with null, as itself. */
    public ReadRequests(@Nullable CallAs callAs, AnsweredIds ids) {
        this.callAs = callAs;
        this.ids = ids;
    }

    DescribeStackSetRequest stackSet(String stackSet) {
        return DescribeStackSetRequest.builder()
                .stackSetName(stackSet)
                .callAs(callAs)
                .build();
    }

    DeleteStackSetRequest delete(String stackSet) {
        return DeleteStackSetRequest.builder()
                .stackSetName(stackSet)
                .callAs(callAs)
                .build();
    }

    ListStackSetsRequest stackSets(StackSetStatus status, @Nullable String next) {
        return ListStackSetsRequest.builder()
                .status(status.name())
                .callAs(callAs)
                .maxResults(PAGE)
                .nextToken(next)
                .build();
    }

    DescribeStackInstanceRequest instance(String stackSet, InstanceId instance) {
        return DescribeStackInstanceRequest.builder()
                .stackSetName(stackSet)
                .stackInstanceAccount(instance.account())
                .stackInstanceRegion(instance.region())
                .callAs(callAs)
                .build();
    }

    ListStackInstancesRequest instances(String stackSet, InstanceFilter filter, @Nullable String next) {
        ListStackInstancesRequest.Builder request = ListStackInstancesRequest.builder()
                .stackSetName(stackSet)
                .stackInstanceAccount(filter.account().orElse(null))
                .stackInstanceRegion(filter.region().orElse(null))
                .callAs(callAs)
                .maxResults(PAGE)
                .nextToken(next);
        List<StackInstanceFilter> conditions = conditions(filter);
        if (!conditions.isEmpty()) {
            request.filters(conditions);
        }
        return request.build();
    }

    private static List<StackInstanceFilter> conditions(InstanceFilter filter) {
        List<StackInstanceFilter> conditions = new ArrayList<>();
        filter.detailedStatus()
                .ifPresent(status -> conditions.add(condition(StackInstanceFilterName.DETAILED_STATUS, status.name())));
        filter.lastOperationId()
                .ifPresent(id -> conditions.add(condition(StackInstanceFilterName.LAST_OPERATION_ID, id)));
        filter.driftStatus()
                .ifPresent(status -> conditions.add(condition(StackInstanceFilterName.DRIFT_STATUS, status.name())));
        return conditions;
    }

    private static StackInstanceFilter condition(StackInstanceFilterName name, String value) {
        return StackInstanceFilter.builder().name(name).values(value).build();
    }

    DescribeStackSetOperationRequest operation(OperationToken token) {
        return DescribeStackSetOperationRequest.builder()
                .stackSetName(token.stackSet())
                .operationId(ids.of(token))
                .callAs(callAs)
                .build();
    }

    ListStackSetOperationsRequest operations(String stackSet, @Nullable String next) {
        return ListStackSetOperationsRequest.builder()
                .stackSetName(stackSet)
                .callAs(callAs)
                .maxResults(PAGE)
                .nextToken(next)
                .build();
    }

    ListStackSetOperationResultsRequest results(
            OperationToken token, Optional<InstanceOutcome> outcome, @Nullable String next) {
        ListStackSetOperationResultsRequest.Builder request = ListStackSetOperationResultsRequest.builder()
                .stackSetName(token.stackSet())
                .operationId(ids.of(token))
                .callAs(callAs)
                .maxResults(PAGE)
                .nextToken(next);
        outcome.ifPresent(wanted -> request.filters(OperationResultFilter.builder()
                .name(OperationResultFilterName.OPERATION_RESULT_STATUS)
                .values(wanted.name())
                .build()));
        return request.build();
    }

    ListStackInstanceResourceDriftsRequest resourceDrifts(
            OperationToken token, InstanceId instance, Set<ResourceDriftStatus> statuses, @Nullable String next) {
        ListStackInstanceResourceDriftsRequest.Builder request = ListStackInstanceResourceDriftsRequest.builder()
                .stackSetName(token.stackSet())
                .operationId(ids.of(token))
                .stackInstanceAccount(instance.account())
                .stackInstanceRegion(instance.region())
                .callAs(callAs)
                .maxResults(PAGE)
                .nextToken(next);
        if (!statuses.isEmpty()) {
            request.stackInstanceResourceDriftStatusesWithStrings(
                    statuses.stream().map(Enum::name).toList());
        }
        return request.build();
    }

    ListStackSetAutoDeploymentTargetsRequest autoDeploymentTargets(String stackSet, @Nullable String next) {
        return ListStackSetAutoDeploymentTargetsRequest.builder()
                .stackSetName(stackSet)
                .callAs(callAs)
                .maxResults(PAGE)
                .nextToken(next)
                .build();
    }

    DescribeOrganizationsAccessRequest organizationsAccess() {
        return DescribeOrganizationsAccessRequest.builder().callAs(callAs).build();
    }

    StopStackSetOperationRequest stop(OperationToken token) {
        return StopStackSetOperationRequest.builder()
                .stackSetName(token.stackSet())
                .operationId(ids.of(token))
                .callAs(callAs)
                .build();
    }
}
