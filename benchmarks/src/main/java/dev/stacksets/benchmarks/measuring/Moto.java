package dev.stacksets.benchmarks.measuring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * moto, the simulator of AWS for Python, as far as it is installed on this machine.
 *
 * @param version such as {@code 5.2.1}
 */
public record Moto(String version) {

    private static final String PYTHON = "python3";
    private static final String VERSION = """
            import importlib.metadata as installed
            try:
                print(installed.version("moto"))
            except installed.PackageNotFoundError:
                print("")
            """;
    private static final String DESCRIBES = "moto_describes.py";

    /**
     * Looks for it.
     *
     * @return empty where Python or moto is not installed
     */
    public static Optional<Moto> installed() {
        try (LineProcess python = LineProcess.start(List.of(PYTHON, "-c", VERSION))) {
            return Optional.of(python.line())
                    .filter(version -> !version.isEmpty())
                    .map(Moto::new);
        } catch (IOException noPython) {
            return Optional.empty();
        }
    }

    /**
     * Starts its server.
     *
     * @param logs a folder for its output
     * @return answering
     * @throws IOException when it does not come up
     * @throws InterruptedException when told to stop
     */
    public ServerProcess serve(Path logs) throws IOException, InterruptedException {
        return ServerProcess.start(
                port -> List.of(PYTHON, "-m", "moto.server", "-H", "127.0.0.1", "-p", Integer.toString(port)),
                logs.resolve("moto_server.txt"));
    }

    /**
     * Starts its mock within a Python process that describes an operation, as often per line as the line says, and
     * answers with the calls per second.
     *
     * @param template of the stack set
     * @param accounts of the operation
     * @param regions of the operation
     * @return waiting for the first line
     * @throws IOException when it does not start
     */
    public LineProcess inProcess(String template, List<String> accounts, List<String> regions) throws IOException {
        try (InputStream script = Objects.requireNonNull(Moto.class.getResourceAsStream(DESCRIBES), DESCRIBES)) {
            List<String> command = new ArrayList<>();
            command.addAll(List.of(PYTHON, "-c", new String(script.readAllBytes(), StandardCharsets.UTF_8)));
            command.addAll(List.of(template, String.join(",", accounts), String.join(",", regions)));
            return LineProcess.start(command);
        }
    }

    @Override
    public String toString() {
        return "moto " + version;
    }
}
