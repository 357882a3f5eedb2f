package dev.stacksets.testing.peer;

import dev.stacksets.StackSets;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/** What {@link PeerTest} registers. */
final class PeerExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(PeerExtension.class);

    private static final Map<Class<?>, Function<PeerEndpoint, Object>> OFFERED = Map.of(
            PeerEndpoint.class, peer -> peer,
            StackSets.class, PeerEndpoint::stackSets,
            CloudFormationAsyncClient.class, PeerEndpoint::asyncClient);

    /**
     * Servers are shared by what makes them the same.
     *
     * @param peer which
     * @param image of its container, may be empty
     */
    private record Key(PeerTest.Peer peer, String image) {}

    @Override
    public void beforeAll(ExtensionContext context) {
        PeerTest asked = asked(context);
        Assumptions.assumeFalse(
                asked.value() == PeerTest.Peer.MOTO_PROCESS
                        && asked.whenAbsent() == PeerTest.Absence.SKIP
                        && MotoProcess.installed().isEmpty(),
                "moto is not installed here: pip install 'moto[server]'");
        peer(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        PeerEndpoint peer = peer(context);
        if (peer instanceof MotoProcess process) {
            process.reset();
        } else if (asked(context).value() == PeerTest.Peer.MOTO) {
            Containers.reset(peer);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return OFFERED.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return OFFERED.getOrDefault(parameter.getParameter().getType(), peer -> peer)
                .apply(peer(context));
    }

    private static PeerTest asked(ExtensionContext context) {
        return context.getRequiredTestClass().getAnnotation(PeerTest.class);
    }

    /** Kept where JUnit closes it when all tests have run. */
    private static PeerEndpoint peer(ExtensionContext context) {
        PeerTest asked = asked(context);
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(new Key(asked.value(), asked.image()), PeerExtension::start, PeerEndpoint.class);
    }

    private static PeerEndpoint start(Key key) {
        return key.peer() == PeerTest.Peer.MOTO_PROCESS ? MotoProcess.start() : Containers.start(key);
    }

    /** Loaded only where Testcontainers is asked for. */
    private static final class Containers {

        private Containers() {}

        static PeerEndpoint start(Key key) {
            return key.peer() == PeerTest.Peer.MOTO ? moto(key.image()) : localStack(key.image());
        }

        static void reset(PeerEndpoint peer) {
            ((MotoStackSets) peer).reset();
        }

        private static PeerEndpoint moto(String image) {
            MotoStackSets moto = new MotoStackSets(named(image, MotoStackSets.IMAGE));
            moto.start();
            return moto;
        }

        private static PeerEndpoint localStack(String image) {
            LocalStackStackSets localStack = new LocalStackStackSets(named(image, LocalStackStackSets.IMAGE));
            localStack.start();
            return localStack;
        }

        private static DockerImageName named(String image, DockerImageName usual) {
            return image.isEmpty() ? usual : DockerImageName.parse(image).asCompatibleSubstituteFor(usual);
        }
    }
}
