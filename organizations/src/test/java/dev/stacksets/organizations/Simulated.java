package dev.stacksets.organizations;

import dev.stacksets.StackSets;
import dev.stacksets.testing.StackSetsSimulator;
import dev.stacksets.testing.organization.OrganizationBuilder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.account.AccountAsyncClient;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.organizations.OrganizationsAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/** A directory on a simulator of its own, everything on the test's thread. */
public final class Simulated implements AutoCloseable {
    public static final String MANAGEMENT = "999988887777";

    public final StackSetsSimulator aws;
    public final StackSets stackSets;
    public final OrganizationDirectory directory;
    private final String caller;

    public Simulated(Consumer<OrganizationBuilder> organization) {
        this(StackSetsSimulator.builder().organization(organization).build(), MANAGEMENT);
    }

    /** Another process of some account. */
    public Simulated(StackSetsSimulator aws, String caller) {
        this(aws, caller, stackSets -> {});
    }

    public Simulated(StackSetsSimulator aws, String caller, Consumer<StackSets.Builder> more) {
        this.aws = aws;
        this.caller = caller;
        StackSets.Builder builder = StackSets.builder()
                .client(aws.asyncClient(caller, Region.US_EAST_1))
                .timeSource(aws.time())
                .caller(aws.caller())
                .callbackExecutor(Runnable::run);
        more.accept(builder);
        this.stackSets = builder.build();
        this.directory = directory(Duration.ofMinutes(5));
    }

    public OrganizationDirectory directory(Duration maxAge) {
        return OrganizationDirectory.builder(stackSets)
                .organizations(organizations())
                .account(account())
                .sts(sts())
                .maxAge(maxAge)
                .build();
    }

    public OrganizationsAsyncClient organizations() {
        return on(OrganizationsAsyncClient.builder());
    }

    public AccountAsyncClient account() {
        return on(AccountAsyncClient.builder());
    }

    public StsAsyncClient sts() {
        return on(StsAsyncClient.builder());
    }

    public IamAsyncClient iam() {
        return on(IamAsyncClient.builder());
    }

    private <B extends AwsAsyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C on(B builder) {
        return builder.region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(caller, "simulated")))
                .httpClient(aws.asyncHttpClient())
                .asyncConfiguration(
                        c -> c.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    /** Lets time pass until the future is done. */
    public <T> T get(CompletableFuture<T> future) {
        if (!future.isDone()) {
            aws.time().runUntil(future::isDone);
        }
        return future.join();
    }

    @Override
    public void close() {
        stackSets.close();
        aws.checkInvariants();
    }
}
