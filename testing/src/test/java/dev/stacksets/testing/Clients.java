package dev.stacksets.testing;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.account.AccountAsyncClient;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.organizations.OrganizationsAsyncClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** SDK clients of the other services, on a simulator. */
record Clients(StackSetsSimulator aws) {

    OrganizationsClient organizations(String account) {
        return on(OrganizationsClient.builder(), account);
    }

    OrganizationsAsyncClient organizationsAsync(String account) {
        return on(OrganizationsAsyncClient.builder(), account);
    }

    AccountAsyncClient accountAsync(String account) {
        return on(AccountAsyncClient.builder(), account);
    }

    AccountClient account(String account) {
        return on(AccountClient.builder(), account);
    }

    StsClient tokens(String account) {
        return on(StsClient.builder(), account);
    }

    StsClient tokens(AwsCredentialsProvider credentials) {
        return on(StsClient.builder(), credentials);
    }

    IamClient roles(String account) {
        return on(IamClient.builder(), account);
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C on(B builder, String account) {
        return on(builder, StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "simulated")));
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C on(
            B builder, AwsCredentialsProvider credentials) {
        return builder.region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClient(aws.httpClient())
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    /** Its futures complete on the calling thread. */
    private <B extends AwsAsyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C on(B builder, String account) {
        return builder.region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "simulated")))
                .httpClient(aws.asyncHttpClient())
                .asyncConfiguration(
                        c -> c.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }
}
