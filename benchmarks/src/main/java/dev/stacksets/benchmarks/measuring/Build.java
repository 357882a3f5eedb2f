package dev.stacksets.benchmarks.measuring;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The build this was started from.
 *
 * @param folder the target folder of the benchmarks
 */
public record Build(Path folder) {

    /**
     * Finds it.
     *
     * @return where these classes come from
     */
    public static Build ofThisProcess() {
        try {
            Path classes = Path.of(Build.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new Build(classes.resolveSibling(""));
        } catch (URISyntaxException unusual) {
            throw new IllegalStateException("these classes do not come from a folder", unusual);
        }
    }

    /**
     * The command line of a Java program of this build.
     *
     * @param options of the JVM
     * @param main its class
     * @param arguments of the program
     * @return for a process
     */
    public List<String> java(List<String> options, Class<?> main, List<String> arguments) {
        List<String> command = jvm(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command;
    }

    /**
     * Starts {@code stacksets.jar serve} in a process of its own, as a user does.
     *
     * @param options of the command
     * @return answering
     * @throws IOException when the jar was not built, or does not come up
     * @throws InterruptedException when told to stop
     */
    public ServerProcess serve(List<String> options) throws IOException, InterruptedException {
        Path jar = folder.resolve("../../samples/target/stacksets.jar").normalize();
        if (!Files.exists(jar)) {
            throw new FileNotFoundException("samples/target/stacksets.jar is missing; run mvn -DskipTests package");
        }
        return ServerProcess.start(
                port -> {
                    List<String> command = jvm(List.of("-jar", jar.toString(), "serve", "--port", "" + port));
                    command.addAll(options);
                    return command;
                },
                folder.resolve("serve.txt"));
    }

    private static List<String> jvm(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        return command;
    }
}
