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
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP door: a server on 127.0.0.1, bounded in the size of a request and in how many it works on at once. */
public final class HttpDoor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";
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
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Function<WireRequest, Answer> front;
    private final Runnable reset;

    /**
     * Takes the port; listens once started.
     *
     * @param port 0 for any that is free
     * @param front what answers; delays are its business
     * @param reset empties the simulator
     * @throws UncheckedIOException when the port is not to be had
     */
    public HttpDoor(int port, Function<WireRequest, Answer> front, Runnable reset) {
        this.front = front;
        this.reset = reset;
        this.server = bind(port);
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                work -> daemon(work, "stacksets-endpoint"));
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
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
        // Closing an exchange that was not answered drops its connection.
        try (exchange) {
            Optional<WireResponse> response = respond(exchange);
            if (response.isPresent()) {
                write(exchange, response.get());
            }
        } catch (IOException gone) {
            LOG.debug("A client went away", gone);
        }
    }

    private Optional<WireResponse> respond(HttpExchange exchange) throws IOException {
        try {
            String path = exchange.getRequestURI().getPath();
            return path.startsWith(OWN_PATHS)
                    ? Optional.of(ownAnswer(exchange.getRequestMethod(), path))
                    : serviceAnswer(exchange);
        } catch (AwsError refusal) {
            return Optional.of(FrontDoor.refused(refusal));
        } catch (RuntimeException defect) {
            LOG.error("A defect of the simulator", defect);
            return Optional.of(
                    FrontDoor.refused(new AwsError(500, "InternalFailure", "A defect of the simulator: " + defect)));
        }
    }

    private WireResponse ownAnswer(String method, String path) {
        return switch (method + " " + path) {
            case "GET /_stacksets/health" -> json(200, "{\"status\":\"running\"}");
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

    private Optional<WireResponse> serviceAnswer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        if (!method.equals("POST") && !method.equals("GET")) {
            throw new AwsError(405, "MethodNotAllowed", "The method is not allowed: only POST and GET are");
        }
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        Answer answer = front.apply(new WireRequest(
                exchange.getRequestHeaders(), exchange.getRequestURI().getPath(), query, body(exchange)));
        return answer instanceof Answer.Arrives arrives ? Optional.of(arrives.response()) : Optional.empty();
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

    private static void write(HttpExchange exchange, WireResponse response) throws IOException {
        byte[] bytes = response.bytes();
        exchange.getResponseHeaders().set("Content-Type", response.contentType());
        exchange.getResponseHeaders().set("x-amzn-RequestId", response.requestId());
        if (response.status() == 413) {
            exchange.getResponseHeaders().set("Connection", "close");
        }
        exchange.sendResponseHeaders(response.status(), bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    /** Closes the port and all connections; calls under way end without an answer. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
