package dev.stacksets.benchmarks.measuring;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationServiceClientConfiguration;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackSetResponse;

/** AWS at the SDK's interface, which never answers; what knows better extends it. */
public class SilentAws implements CloudFormationAsyncClient {

    @Override
    public CloudFormationServiceClientConfiguration serviceClientConfiguration() {
        return CloudFormationServiceClientConfiguration.builder()
                .region(Region.US_EAST_1)
                .build();
    }

    @Override
    public CompletableFuture<DescribeStackSetResponse> describeStackSet(DescribeStackSetRequest request) {
        return new CompletableFuture<>();
    }

    @Override
    public String serviceName() {
        return "cloudformation";
    }

    @Override
    public void close() {
        // nothing is open
    }
}
