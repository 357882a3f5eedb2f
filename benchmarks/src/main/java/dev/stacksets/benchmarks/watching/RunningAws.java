package dev.stacksets.benchmarks.watching;

import dev.stacksets.benchmarks.measuring.SilentAws;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackSetOperationRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackSetOperationResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetOperationsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetOperationsResponse;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationAction;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;

/** Every operation there is a name for runs, and keeps nothing here. */
final class RunningAws extends SilentAws {

    @Override
    public CompletableFuture<DescribeStackSetOperationResponse> describeStackSetOperation(
            DescribeStackSetOperationRequest request) {
        return CompletableFuture.completedFuture(DescribeStackSetOperationResponse.builder()
                .stackSetOperation(o -> o.operationId(request.operationId())
                        .action(StackSetOperationAction.CREATE)
                        .status(StackSetOperationStatus.RUNNING)
                        .creationTimestamp(Instant.EPOCH)
                        .statusDetails(d -> d.failedStackInstancesCount(0)))
                .build());
    }

    @Override
    public CompletableFuture<ListStackSetOperationsResponse> listStackSetOperations(
            ListStackSetOperationsRequest request) {
        return CompletableFuture.completedFuture(
                ListStackSetOperationsResponse.builder().build());
    }
}
