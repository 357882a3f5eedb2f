package dev.stacksets.benchmarks.overhead;

import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/** One DescribeStackSetOperation, by the SDK alone and through the library around the same client. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Describes {

    private final CloudFormationAsyncClient sdk = CloudFormationAsyncClient.builder()
            .region(Region.US_EAST_1)
            .httpClient(new Canned())
            .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("123456789012", "simulated")))
            .asyncConfiguration(
                    c -> c.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
            .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build();

    private final StackSet library = StackSets.builder()
            .client(sdk)
            .callbackExecutor(Runnable::run)
            .build()
            .stackSet(Canned.STACK_SET);

    /**
     * The SDK alone.
     *
     * @return its answer
     */
    @Benchmark
    public Object sdk() {
        return sdk.describeStackSetOperation(
                        r -> r.stackSetName(Canned.STACK_SET).operationId(Canned.OPERATION))
                .join();
    }

    /**
     * The library: gate, retry, translation of the answer.
     *
     * @return its answer
     */
    @Benchmark
    public Object library() {
        return library.describeOperation(Canned.OPERATION).join();
    }
}
