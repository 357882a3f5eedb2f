package dev.stacksets.benchmarks.throttling;

import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.spi.TimeSource;
import dev.stacksets.testing.StackSetsSimulator;
import dev.stacksets.testing.VirtualTime;
import dev.stacksets.testing.fault.Throttle;
import java.util.Random;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/**
 * A simulated account in virtual time whose API takes so many calls a second, and clients of it a network away. Nobody
 * told them the rate.
 */
final class ThrottledApi {

    static final String STACK_SET = "base";
    static final String ACCOUNT = "123456789012";

    static final String TEMPLATE = "Resources: {Topic: {Type: AWS::SNS::Topic}}";

    private final StackSetsSimulator aws;
    private final Throttle throttle;
    private final TimeSource clientTime;
    private final long seed;

    private ThrottledApi(StackSetsSimulator aws, Throttle throttle, TimeSource clientTime, long seed) {
        this.aws = aws;
        this.throttle = throttle;
        this.clientTime = clientTime;
        this.seed = seed;
    }

    static ThrottledApi of(double perSecond, int burst, long seed) {
        StackSetsSimulator aws = account(seed);
        return new ThrottledApi(aws, aws.faults().throttle(perSecond, burst), aws.time(), seed);
    }

    /** With one stack set in it. */
    static StackSetsSimulator account(long seed) {
        StackSetsSimulator aws = StackSetsSimulator.builder()
                .administratorAccount(ACCOUNT)
                .seed(seed)
                .callsKept(1_000)
                .build();
        aws.directClient().createStackSet(r -> r.stackSetName(STACK_SET).templateBody(TEMPLATE));
        return aws;
    }

    /** Its clients are held up for a while. */
    ThrottledApi heldUp(double from, double until) {
        return seenAt(HeldUpTime.once(aws.time(), from, until));
    }

    /** Its clients have too little of their machines. */
    ThrottledApi crowded() {
        return seenAt(HeldUpTime.crowded(aws.time(), new Random(seed)));
    }

    private ThrottledApi seenAt(TimeSource clients) {
        return new ThrottledApi(aws, throttle, clients, seed);
    }

    StackSetsSimulator aws() {
        return aws;
    }

    VirtualTime time() {
        return aws.time();
    }

    Throttle throttle() {
        return throttle;
    }

    /** The SDK by itself. */
    CloudFormationAsyncClient sdk(RetryStrategy retries) {
        return CloudFormationAsyncClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCOUNT, "simulated")))
                .httpClient(new DistantHttp(aws.asyncHttpClient(), clientTime, seed))
                .asyncConfiguration(
                        c -> c.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
                .overrideConfiguration(c -> c.retryStrategy(retries).scheduledExecutorService(clientTime.scheduler()))
                .build();
    }

    /** The SDK in its standard mode, told to go on until a call is through. */
    CloudFormationAsyncClient loop() {
        return sdk(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(1_000)
                .circuitBreakerEnabled(false)
                .build());
    }

    CloudFormationAsyncClient sdk() {
        return sdk(DefaultRetryStrategy.doNotRetry());
    }

    StackSets library(Consumer<StackSets.Builder> more) {
        StackSets.Builder builder =
                StackSets.builder().client(sdk()).timeSource(clientTime).callbackExecutor(Runnable::run);
        more.accept(builder);
        return builder.build();
    }

    StackSet library() {
        return library(builder -> {}).stackSet(STACK_SET);
    }
}
