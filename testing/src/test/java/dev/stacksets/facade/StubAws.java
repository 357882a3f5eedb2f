package dev.stacksets.facade;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationServiceClientConfiguration;
import software.amazon.awssdk.services.cloudformation.model.CreateStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackInstancesResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackSetOperationRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackSetOperationResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetOperationResultsResponse;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationAction;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;
import software.amazon.awssdk.services.cloudformation.model.StopStackSetOperationRequest;
import software.amazon.awssdk.services.cloudformation.model.StopStackSetOperationResponse;

/**
 * AWS with nothing behind it, at the SDK's interface, for more operations than a simulator should keep: all of them run, or
 * all have ended.
 */
final class StubAws {
    private static final StackSetOperationResultSummary DONE = StackSetOperationResultSummary.builder()
            .account(Facade.ONE)
            .region(Facade.VIRGINIA)
            .status(StackSetOperationResultStatus.SUCCEEDED)
            .build();

    private volatile StackSetOperationStatus status = StackSetOperationStatus.RUNNING;

    void endAll() {
        status = StackSetOperationStatus.SUCCEEDED;
    }

    void beginAgain() {
        status = StackSetOperationStatus.RUNNING;
    }

    CloudFormationAsyncClient client() {
        return client(true);
    }

    /** A client that answers nothing, ever. */
    CloudFormationAsyncClient silentClient() {
        return client(false);
    }

    private CloudFormationAsyncClient client(boolean answers) {
        CloudFormationServiceClientConfiguration configuration = CloudFormationServiceClientConfiguration.builder()
                .region(Region.US_EAST_1)
                .build();
        return (CloudFormationAsyncClient) Proxy.newProxyInstance(
                StubAws.class.getClassLoader(),
                new Class<?>[] {CloudFormationAsyncClient.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "serviceClientConfiguration" -> configuration;
                    case "serviceName" -> CloudFormationAsyncClient.SERVICE_NAME;
                    default ->
                        answers ? CompletableFuture.completedFuture(answer(arguments[0])) : new CompletableFuture<>();
                });
    }

    private Object answer(Object request) {
        if (request instanceof CreateStackInstancesRequest create) {
            return CreateStackInstancesResponse.builder()
                    .operationId(create.operationId())
                    .build();
        }
        if (request instanceof DescribeStackSetOperationRequest describe) {
            return DescribeStackSetOperationResponse.builder()
                    .stackSetOperation(operation -> operation
                            .operationId(describe.operationId())
                            .action(StackSetOperationAction.CREATE)
                            .status(status))
                    .build();
        }
        return request instanceof StopStackSetOperationRequest
                ? StopStackSetOperationResponse.builder().build()
                : ListStackSetOperationResultsResponse.builder().summaries(DONE).build();
    }
}
