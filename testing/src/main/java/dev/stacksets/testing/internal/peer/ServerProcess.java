package dev.stacksets.testing.internal.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A server on 127.0.0.1 in a process of its own, ended when closed or when this process ends. */
public final class ServerProcess implements AutoCloseable {

    private static final int LOOK_MILLIS = 20;
    private static final int LOOKS = 1_500;
    private static final int PATIENCE_MILLIS = 10_000;

    private final Process process;
    private final int port;
    private final Path output;
    private final Thread ending;

    private ServerProcess(Process process, int port, Path output) {
        this.process = process;
        this.port = port;
        this.output = output;
        this.ending = new Thread(process::destroy, "end-server");
        Runtime.getRuntime().addShutdownHook(ending);
    }

    /**
     * The first line of a program's output.
     *
     * @param command program and arguments
     * @return empty where there is no such program, or it fails
     */
    public static Optional<String> output(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
                return Optional.ofNullable(reader.readLine()).map(String::strip);
            } finally {
                process.destroy();
            }
        } catch (IOException noSuchProgram) {
            return Optional.empty();
        }
    }

    /**
     * Starts one and waits until its port is open.
     *
     * @param command program and arguments, for a port
     * @return listening
     * @throws IOException when it ends, or does not listen within half a minute
     */
    public static ServerProcess start(IntFunction<List<String>> command) throws IOException {
        int port = freePort();
        Path output = Files.createTempFile("server", ".txt");
        Process process = new ProcessBuilder(command.apply(port))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        ServerProcess server = new ServerProcess(process, port, output);
        server.awaitOpen();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitOpen() throws IOException {
        for (int look = 0; look < LOOKS && !isEnded(); look++) {
            if (isOpen()) {
                return;
            }
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        close();
        throw new IOException("the server did not come up: " + said);
    }

    private boolean isEnded() throws IOException {
        try {
            return process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            close();
            throw new IOException("interrupted while the server came up", stopped);
        }
    }

    private boolean isOpen() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * Where it listens.
     *
     * @return {@code http://127.0.0.1:PORT}
     */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /**
     * Sends it a request without a body.
     *
     * @param path such as {@code /reset}
     * @throws UncheckedIOException unless it answers with 200
     */
    public void post(String path) {
        post(uri().resolve(path));
    }

    /**
     * Sends a server a request without a body.
     *
     * @param uri where
     * @throws UncheckedIOException unless it answers with 200
     */
    public static void post(URI uri) {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setRequestMethod("POST");
            connection.setReadTimeout(PATIENCE_MILLIS);
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException(uri + " answered " + connection.getResponseCode());
            }
            connection.disconnect();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
        process.destroyForcibly();
        removeHook();
        delete(output);
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException shuttingDown) {
            process.destroyForcibly();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException kept) {
            file.toFile().deleteOnExit();
        }
    }
}
