package dev.stacksets.testing.peer;

import dev.stacksets.StackSets;
import dev.stacksets.testing.internal.peer.EndpointClients;
import dev.stacksets.testing.internal.peer.ServerProcess;
import java.net.URI;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/**
 * moto's server in a container: a Testcontainers fixture like any other, so that networks, aliases, environment and reuse
 * are set as ever, and a facade and SDK clients besides.
 *
 * <pre>{@code
 * try (MotoStackSets moto = new MotoStackSets().withNetwork(network).withReuse(true)) {
 *     moto.start();
 *     StackSets stackSets = moto.stackSets();
 * }
 * }</pre>
 */
public final class MotoStackSets extends GenericContainer<MotoStackSets> implements PeerEndpoint {

    /** The image unless told otherwise. */
    public static final DockerImageName IMAGE = DockerImageName.parse("motoserver/moto:5.2.1");

    private static final int PORT = 5000;

    private final EndpointClients clients = new EndpointClients(this::uri);

    /** With {@link #IMAGE}. */
    public MotoStackSets() {
        this(IMAGE);
    }

    /**
     * With another image.
     *
     * @param image {@code motoserver/moto} of any version, or a compatible substitute for it
     */
    public MotoStackSets(DockerImageName image) {
        super(image);
        image.assertCompatibleWith(DockerImageName.parse("motoserver/moto"));
        addExposedPort(PORT);
        waitingFor(Wait.forHttp("/moto-api/").forPort(PORT));
    }

    @Override
    public URI uri() {
        return URI.create("http://" + getHost() + ":" + getMappedPort(PORT));
    }

    /** Empties it, in all accounts and Regions. */
    public void reset() {
        ServerProcess.post(uri().resolve("/moto-api/reset"));
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
