package dev.stacksets.testing.internal.peer;

import dev.stacksets.StackSets;
import dev.stacksets.resilience.PollPolicy;
import dev.stacksets.spi.Caller;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/**
 * SDK clients and one facade at an endpoint, each made when first asked for, closed together; then they are made anew.
 * Thread-safe.
 */
public final class EndpointClients implements AutoCloseable {

    /** The account of callers that do not say: what moto and LocalStack do, and their users expect. */
    public static final String ACCOUNT = "123456789012";

    /** Where callers that do not say are. */
    public static final Region REGION = Region.US_EAST_1;

    /** By which moto is told the account; the others read it off the access key. */
    private static final String MOTO_ACCOUNT = "x-moto-account-id";

    /**
     * Whose client.
     *
     * @param account 12 digits
     * @param region where
     */
    private record Whose(String account, Region region) {}

    /** Emulators end soon, often before they answer; AWS does not. */
    private static final PollPolicy SOON = PollPolicy.proportional(0.2, Duration.ofMillis(200), Duration.ofSeconds(10));

    private final Supplier<URI> endpoint;
    private final Map<Whose, CloudFormationAsyncClient> clients = new HashMap<>();
    private @Nullable StackSets stackSets;

    /**
     * Nothing is made yet.
     *
     * @param endpoint where, asked for each client: a container knows it once it runs
     */
    public EndpointClients(Supplier<URI> endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * The client of an account in a Region, without retries.
     *
     * @param account 12 digits
     * @param region where
     * @return always the same
     */
    public synchronized CloudFormationAsyncClient async(String account, Region region) {
        return clients.computeIfAbsent(new Whose(account, region), this::made);
    }

    private CloudFormationAsyncClient made(Whose whose) {
        return of(endpoint.get(), whose.account(), whose.region(), credentials(whose.account()));
    }

    /**
     * A client of an account in a Region.
     *
     * @param endpoint where
     * @param account 12 digits, told to moto in its header
     * @param region where
     * @param credentials its credentials
     * @return a new one, without retries
     */
    public static CloudFormationAsyncClient of(
            URI endpoint, String account, Region region, AwsCredentialsProvider credentials) {
        return CloudFormationAsyncClient.builder()
                .region(region)
                .endpointOverride(endpoint)
                .credentialsProvider(credentials)
                .overrideConfiguration(
                        c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()).putHeader(MOTO_ACCOUNT, account))
                .build();
    }

    /**
     * Credentials that are their account's id.
     *
     * @param account 12 digits
     * @return what emulators read the account off
     */
    public static AwsCredentialsProvider credentials(String account) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "simulated"));
    }

    /**
     * A facade for {@link #ACCOUNT} in {@link #REGION}.
     *
     * @return always the same
     */
    public synchronized StackSets stackSets() {
        if (stackSets == null) {
            stackSets = StackSets.builder()
                    .client(async(ACCOUNT, REGION))
                    .caller(Caller.of(ACCOUNT))
                    .pollPolicy(SOON)
                    .build();
        }
        return Objects.requireNonNull(stackSets);
    }

    @Override
    public synchronized void close() {
        if (stackSets != null) {
            stackSets.close();
        }
        clients.values().forEach(CloudFormationAsyncClient::close);
        clients.clear();
        stackSets = null;
    }
}
