package dev.stacksets.testing.peer;

import dev.stacksets.StackSets;
import dev.stacksets.testing.internal.peer.EndpointClients;
import java.net.URI;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/**
 * LocalStack in a container: the fixture of Testcontainers' own module, with a facade and SDK clients besides. Networks,
 * aliases, environment, services and reuse are set as ever.
 *
 * <pre>{@code
 * try (LocalStackStackSets localStack = new LocalStackStackSets()) {
 *     localStack.withServices("cloudformation", "s3").start();
 *     StackSets stackSets = localStack.stackSets();
 * }
 * }</pre>
 */
public final class LocalStackStackSets extends LocalStackContainer implements PeerEndpoint {

    /** The image unless told otherwise. */
    public static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.10.0");

    private final EndpointClients clients = new EndpointClients(this::uri);

    /** With {@link #IMAGE}. */
    public LocalStackStackSets() {
        this(IMAGE);
    }

    /**
     * With another image.
     *
     * @param image {@code localstack/localstack} of any version, or a compatible substitute for it
     */
    public LocalStackStackSets(DockerImageName image) {
        super(image);
    }

    @Override
    public URI uri() {
        return getEndpoint();
    }

    @Override
    public StackSets stackSets() {
        return clients.stackSets();
    }

    @Override
    public CloudFormationAsyncClient asyncClient(String account, Region region) {
        return clients.async(account, region);
    }

    @Override
    public void stop() {
        clients.close();
        super.stop();
    }

    @Override
    public void close() {
        stop();
    }
}
