package dev.stacksets.testing.peer;

import dev.stacksets.StackSets;
import dev.stacksets.testing.internal.peer.EndpointClients;
import dev.stacksets.testing.internal.peer.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/**
 * moto's server from the Python of this machine, in a process of its own on a free port of 127.0.0.1, without Docker.
 *
 * <pre>{@code
 * try (MotoProcess moto = MotoProcess.start()) {
 *     StackSet base = moto.stackSets().create("base", s -> s.template(TemplateSource.inline(TEMPLATE))).join();
 *     base.deploy(d -> d.accounts("111122223333").regions("eu-west-1")).await();
 * }
 * }</pre>
 *
 * <p>It ends with {@link #close()}, or with this Java process. What moto does differently from AWS, an {@link EndpointProbe}
 * tells.
 */
public final class MotoProcess implements PeerEndpoint {

    private static final String PYTHON = "python3";
    private static final String VERSION = """
            import importlib.metadata
            try:
                import moto.server
                print(importlib.metadata.version("moto"))
            except ImportError:
                print("")
            """;

    private final String version;
    private final ServerProcess process;
    private final EndpointClients clients;

    private MotoProcess(String version, ServerProcess process) {
        this.version = version;
        this.process = process;
        this.clients = new EndpointClients(process::uri);
    }

    /**
     * Looks for Python and moto with its server. Starts a Python, which takes a second or two.
     *
     * @return moto's version; empty where there is none
     */
    public static Optional<String> installed() {
        return ServerProcess.output(List.of(PYTHON, "-c", VERSION)).filter(version -> !version.isEmpty());
    }

    /**
     * Starts it, and waits until it answers.
     *
     * @return running, without any stack set
     * @throws IllegalStateException where it is not installed ({@code pip install 'moto[server]'})
     * @throws UncheckedIOException when it does not come up within half a minute
     */
    public static MotoProcess start() {
        String version = installed()
                .orElseThrow(() ->
                        new IllegalStateException("moto is not installed here: pip install 'moto[server]' does it"));
        try {
            return new MotoProcess(
                    version,
                    ServerProcess.start(port ->
                            List.of(PYTHON, "-m", "moto.server", "-H", "127.0.0.1", "-p", Integer.toString(port))));
        } catch (IOException notUp) {
            throw new UncheckedIOException(notUp);
        }
    }

    /**
     * Which moto it is.
     *
     * @return such as {@code 5.2.1}
     */
    public String version() {
        return version;
    }

    /** Empties it, in all accounts and Regions. */
    public void reset() {
        process.post("/moto-api/reset");
    }

    @Override
    public URI uri() {
        return process.uri();
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
    public void close() {
        clients.close();
        process.close();
    }
}
