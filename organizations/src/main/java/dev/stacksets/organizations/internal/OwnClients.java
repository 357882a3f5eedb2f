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

/** Clients that were not handed in: with the SDK's defaults, but without its retries. Both services have one endpoint for the world. */
public final class OwnClients implements AutoCloseable {
    private final Deque<AwsClient> made = new ArrayDeque<>();

    public OrganizationsAsyncClient organizations(@Nullable OrganizationsAsyncClient supplied) {
        return suppliedOrOwn(
                supplied,
                () -> OrganizationsAsyncClient.builder()
                        .region(Region.AWS_GLOBAL)
                        .overrideConfiguration(withoutRetries())
                        .build());
    }

    public AccountAsyncClient account(@Nullable AccountAsyncClient supplied) {
        return suppliedOrOwn(
                supplied,
                () -> AccountAsyncClient.builder()
                        .region(Region.AWS_GLOBAL)
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
