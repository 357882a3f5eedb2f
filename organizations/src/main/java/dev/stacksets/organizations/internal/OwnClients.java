package dev.stacksets.organizations.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.account.AccountAsyncClient;
import software.amazon.awssdk.services.organizations.OrganizationsAsyncClient;

/** Clients that were not handed in: with the SDK's defaults, but without its retries. */
public final class OwnClients implements AutoCloseable {
    private final Region region;
    private final Deque<AwsClient> made = new ArrayDeque<>();

    /**
     * None made yet.
     *
     * @param region any of the partition: both services have one endpoint for all of it, which the SDK finds
     */
    public OwnClients(Region region) {
        this.region = region;
    }

    public OrganizationsAsyncClient organizations(@Nullable OrganizationsAsyncClient supplied) {
        return suppliedOrOwn(
                supplied,
                () -> OrganizationsAsyncClient.builder()
                        .region(region)
                        .overrideConfiguration(withoutRetries())
                        .build());
    }

    public AccountAsyncClient account(@Nullable AccountAsyncClient supplied) {
        return suppliedOrOwn(
                supplied,
                () -> AccountAsyncClient.builder()
                        .region(region)
                        .overrideConfiguration(withoutRetries())
                        .build());
    }

    private <C extends AwsClient> C suppliedOrOwn(@Nullable C supplied, Supplier<C> own) {
        if (supplied != null) {
            return supplied;
        }
        C client = own.get();
        made.add(client);
        return client;
    }

    private static ClientOverrideConfiguration withoutRetries() {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(DefaultRetryStrategy.doNotRetry())
                .build();
    }

    @Override
    public void close() {
        made.forEach(AwsClient::close);
    }
}
