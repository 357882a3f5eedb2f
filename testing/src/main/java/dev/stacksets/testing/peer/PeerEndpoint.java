package dev.stacksets.testing.peer;

import dev.stacksets.StackSets;
import dev.stacksets.testing.internal.peer.EndpointClients;
import java.net.URI;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/**
 * A running server that speaks StackSets, with clients for it. What it hands out is made once and closed with it.
 * Thread-safe.
 */
public interface PeerEndpoint extends AutoCloseable {

    /**
     * Where it listens.
     *
     * @return for every AWS client's endpoint setting
     */
    URI uri();

    /**
     * The account of {@link #stackSets()}.
     *
     * @return 123456789012
     */
    default String account() {
        return EndpointClients.ACCOUNT;
    }

    /**
     * The Region of {@link #stackSets()}.
     *
     * @return us-east-1
     */
    default Region region() {
        return EndpointClients.REGION;
    }

    /**
     * The library, ready to use. It polls after 0.2 seconds and then every fifth of an operation's age, at most every 10
     * seconds: emulators end soon.
     *
     * @return always the same
     */
    StackSets stackSets();

    /**
     * An SDK client of any account and Region, without retries.
     *
     * @param account 12 digits
     * @param region where its stacks and stack sets live
     * @return always the same for an account and a Region
     */
    CloudFormationAsyncClient asyncClient(String account, Region region);

    /**
     * An SDK client of {@link #account()} in {@link #region()}.
     *
     * @return always the same
     */
    default CloudFormationAsyncClient asyncClient() {
        return asyncClient(account(), region());
    }

    /** Ends the server and closes what was handed out. */
    @Override
    void close();
}
