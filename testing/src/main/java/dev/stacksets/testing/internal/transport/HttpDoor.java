package dev.stacksets.testing.internal.transport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stacksets.testing.internal.protocol.AwsError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP door: a server on 127.0.0.1, bounded in the size of a request, in how many it works on at once and in how
 * long a client may take. Readers wait for the heads of requests, and answer those about the door itself; workers do
 * the rest. A reader never waits for the simulator, so the door can say that it is stuck.
 */
public final class HttpDoor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";
    private static final String MAX_CONNECTIONS = "jdk.httpserver.maxConnections";
    private static final String CONNECTIONS = "5000";
    private static final String OWN_PATHS = "/_stacksets/";
    private static final int BODY_LIMIT = 2 * 1024 * 1024;
    private static final int READ_ANYWAY = 16 * BODY_LIMIT;
    private static final int THREADS = 32;
    private static final int WAITING = 1024;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    static {
        // Without it every answer on a kept connection waits for the client's delayed acknowledgement, 40 ms.
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
        // Of the whole process; the JDK's server has no limit of its own for connections on which nothing was said yet.
        if (System.getProperty(MAX_CONNECTIONS) == null) {
            System.setProperty(MAX_CONNECTIONS, CONNECTIONS);
        }
    }

    private final HttpServer server;
    private final Alarms alarms = new Alarms(work -> daemon(work, "stacksets-endpoint-alarms"));
    private final ThreadPoolExecutor readers = threads("stacksets-endpoint-reader");
    private final ThreadPoolExecutor workers = threads("stacksets-endpoint");
    private final Doorkeeper doorkeeper = new Doorkeeper();
    private final Function<WireRequest, Answer> front;
    private final Runnable reset;
    private final Health health;
    private final Bounds bounds;

    /**
     * Takes the port; listens once started.
     *
     * @param port 0 for any that is free
     * @param front what answers; delays are its business
     * @param reset empties the simulator
     * @param health looked at from time to time
     * @param bounds of what clients may take
     * @throws UncheckedIOException when the port is not to be had
     */
    public HttpDoor(int port, Function<WireRequest, Answer> front, Runnable reset, Health health, Bounds bounds) {
        this.front = front;
        this.reset = reset;
        this.health = health;
        this.bounds = bounds;
        this.server = bind(port);
        server.setExecutor(exchange -> readers.execute(() -> alarms.within(bounds.head(), () -> {
            exchange.run();
            return true;
        })));
        server.createContext("/", this::handle);
    }

    private static ThreadPoolExecutor threads(String name) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> daemon(work, name));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static HttpServer bind(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), WAITING);
        } catch (IOException taken) {
            throw new UncheckedIOException(
                    "Cannot listen on port " + port + " of 127.0.0.1: " + taken.getMessage(), taken);
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Lets clients name the endpoint by one more name than those of this machine.
     *
     * @param host a name or an address, without a port
     * @throws IllegalArgumentException when it is neither
     */
    public void allowHost(String host) {
        doorkeeper.allow(host);
    }

    /** Begins to answer. The server's own thread is a daemon only when a daemon starts it. */
    public void start() {
        Thread starter = daemon(server::start, "stacksets-endpoint-start");
        starter.start();
        boolean interrupted = false;
        while (starter.isAlive()) {
            try {
                starter.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        alarms.every(bounds.look(), health::look);
    }

    /**
     * Where it listens.
     *
     * @return {@code http://127.0.0.1:PORT}
     */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) {
        URI asked = exchange.getRequestURI();
        WireRequest head = new WireRequest(
                exchange.getRequestHeaders(),
                asked.getPath(),
                Optional.ofNullable(asked.getRawQuery()).orElse(""),
                "");
        Optional<AwsError> refusal = doorkeeper.refusal(head, asked);
        if (refusal.isPresent()) {
            LOG.debug("Refused: {}", refusal.get().getMessage());
            answer(exchange, Optional.of(FrontDoor.refused(head, refusal.get())));
        } else if (head.path().startsWith(OWN_PATHS)) {
            answer(exchange, Optional.of(ownAnswer(exchange.getRequestMethod(), head.path())));
        } else {
            handOver(exchange, head);
        }
    }

    private void handOver(HttpExchange exchange, WireRequest head) {
        try {
            workers.execute(() -> work(exchange, head));
        } catch (RejectedExecutionException full) {
            LOG.debug("A call came too many", full);
            AwsError busy = new AwsError(503, "ServiceUnavailable", WAITING + " calls wait already");
            answer(exchange, Optional.of(FrontDoor.refused(head, busy)));
        }
    }

    private void work(HttpExchange exchange, WireRequest head) {
        // Closing an exchange that was not answered drops its connection.
        try (exchange) {
            answer(exchange, respond(exchange, head));
        }
    }

    private void answer(HttpExchange exchange, Optional<WireResponse> response) {
        try {
            alarms.within(bounds.answer(), () -> {
                // Closing reads what is left of the request, for a bit.
                try (exchange) {
                    return response.isPresent() && write(exchange, response.get());
                }
            });
        } catch (IOException gone) {
            LOG.debug("A client went away", gone);
        }
    }

    private Optional<WireResponse> respond(HttpExchange exchange, WireRequest head) {
        try {
            requireMethod(exchange.getRequestMethod());
            String body = alarms.within(bounds.body(), () -> body(exchange));
            Answer answer = front.apply(head.with(body));
            return answer instanceof Answer.Arrives arrives ? Optional.of(arrives.response()) : Optional.empty();
        } catch (IOException gone) {
            LOG.debug("A client went away, or took too long", gone);
            return Optional.empty();
        } catch (AwsError refusal) {
            return Optional.of(FrontDoor.refused(head, refusal));
        } catch (RuntimeException defect) {
            LOG.error("A defect of the simulator", defect);
            return Optional.of(FrontDoor.refused(
                    head,
                    new AwsError(
                            500,
                            "InternalFailure",
                            "A defect of the simulator, in its log: "
                                    + defect.getClass().getName())));
        }
    }

    private static void requireMethod(String method) {
        if (!method.equals("POST") && !method.equals("GET")) {
            throw new AwsError(405, "MethodNotAllowed", "The method is not allowed: only POST and GET are");
        }
    }

    private WireResponse ownAnswer(String method, String path) {
        return switch (method + " " + path) {
            case "GET /_stacksets/health" ->
                health.isStuck() ? json(503, "{\"status\":\"stuck\"}") : json(200, "{\"status\":\"running\"}");
            case "POST /_stacksets/reset" -> {
                reset.run();
                yield json(200, "{\"status\":\"empty\"}");
            }
            default ->
                json(
                        404,
                        "{\"status\":\"unknown\",\"known\":[\"GET " + OWN_PATHS + "health\",\"POST " + OWN_PATHS
                                + "reset\"]}");
        };
    }

    private static WireResponse json(int status, String body) {
        return new WireResponse(status, "application/json", "none", body);
    }

    private static String body(HttpExchange exchange) throws IOException {
        InputStream body = exchange.getRequestBody();
        byte[] bytes = body.readNBytes(BODY_LIMIT + 1);
        if (bytes.length > BODY_LIMIT) {
            drain(body);
            throw new AwsError(413, "RequestEntityTooLarge", "Request body is above " + BODY_LIMIT + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A client that is still sending would not see the answer. Skipping would go past the end of the body. */
    private static void drain(InputStream body) throws IOException {
        byte[] chunk = new byte[64 * 1024];
        int length = body.read(chunk);
        for (long read = length; length >= 0 && read < READ_ANYWAY; read += length) {
            length = body.read(chunk);
        }
    }

    private static boolean write(HttpExchange exchange, WireResponse response) throws IOException {
        byte[] bytes = response.bytes();
        exchange.getResponseHeaders().set("Content-Type", response.contentType());
        exchange.getResponseHeaders().set("x-amzn-RequestId", response.requestId());
        if (response.status() == 413) {
            exchange.getResponseHeaders().set("Connection", "close");
        }
        boolean headAlone = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(response.status(), headAlone ? -1 : bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes, 0, headAlone ? 0 : bytes.length);
        }
        return true;
    }

    /** Closes the port and all connections; calls under way end without an answer. */
    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
        readers.shutdownNow();
        alarms.close();
    }
}
