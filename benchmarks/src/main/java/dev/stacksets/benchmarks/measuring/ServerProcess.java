package dev.stacksets.benchmarks.measuring;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** An HTTP server on 127.0.0.1 in a process of its own, ended when closed or when this process ends. */
public final class ServerProcess implements AutoCloseable {

    private static final int LOOK_MILLIS = 5;
    private static final double PATIENCE_SECONDS = 30;
    private static final String RESIDENT = "VmRSS:";

    private final Process process;
    private final URI uri;
    private final Path output;
    private final double secondsToUp;

    private ServerProcess(Process process, URI uri, Path output, Stopwatch watch)
            throws IOException, InterruptedException {
        this.process = process;
        this.uri = uri;
        this.output = output;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-server"));
        this.secondsToUp = untilUp(watch);
    }

    /**
     * Starts one and waits until it answers a request.
     *
     * @param command program and arguments, for a port
     * @param output where its output goes
     * @return answering
     * @throws IOException when it ends, or does not answer within 30 s
     * @throws InterruptedException when told to stop
     */
    public static ServerProcess start(IntFunction<List<String>> command, Path output)
            throws IOException, InterruptedException {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(command.apply(port))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Stopwatch watch = Stopwatch.start();
        Process process = builder.start();
        return new ServerProcess(process, URI.create("http://127.0.0.1:" + port), output, watch);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private double untilUp(Stopwatch watch) throws IOException, InterruptedException {
        while (!answers()) {
            if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS) || watch.seconds() > PATIENCE_SECONDS) {
                close();
                throw new IOException("the server did not come up; its output is in " + output);
            }
        }
        return watch.seconds();
    }

    private boolean answers() {
        try (RawHttp http = new RawHttp(uri)) {
            return http.send(RawHttp.get(uri)).status() > 0;
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
        return uri;
    }

    /**
     * How long it took from the start of the process to the first answer.
     *
     * @return seconds
     */
    public double secondsToUp() {
        return secondsToUp;
    }

    /**
     * Leaves it alone for a while.
     *
     * @param seconds 1 or more
     * @throws IOException when it ended
     * @throws InterruptedException when told to stop
     */
    public void idle(int seconds) throws IOException, InterruptedException {
        if (process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new IOException("the server ended while idle; its output is in " + output);
        }
    }

    /**
     * The memory it holds, as Linux counts it.
     *
     * @return MiB, empty on other systems
     * @throws IOException when the process is gone
     */
    public OptionalDouble residentMebibytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return OptionalDouble.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(RESIDENT))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
        process.destroyForcibly();
    }
}
