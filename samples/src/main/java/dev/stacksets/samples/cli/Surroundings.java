package dev.stacksets.samples.cli;

import dev.stacksets.samples.console.Screen;
import dev.stacksets.text.Printable;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the commands find around them.
 *
 * @param screen where they write
 * @param environment reads an environment variable
 * @param prompt asks a person for a secret, without echo; empty if nobody is there
 * @param simulation makes what {@code --simulate} talks to, with an organization of a file or an example
 * @param speed how fast simulated time passes, in virtual seconds per real second
 * @param temporaryFolder where files go that nobody named a place for
 * @param untilEnded waits until the program is told to end, and then does the given closing work
 */
public record Surroundings(
        Screen screen,
        Function<String, Optional<String>> environment,
        Function<String, Optional<String>> prompt,
        Function<Optional<Path>, Simulation> simulation,
        double speed,
        Path temporaryFolder,
        Consumer<Runnable> untilEnded) {
    private static final double SPEED = 60;

    /**
     * Those of this process.
     *
     * @return its streams, environment and terminal
     */
    public static Surroundings ofProcess() {
        return new Surroundings(
                new Screen(
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                        Terminal.console().isPresent()),
                name -> Optional.ofNullable(System.getenv(name)),
                Surroundings::ask,
                Simulation::create,
                SPEED,
                Path.of(System.getProperty("java.io.tmpdir")),
                ProcessEnd::await);
    }

    private static Optional<String> ask(String question) {
        return Terminal.console()
                .map(console -> {
                    console.writer().print(Printable.value(question) + ": ");
                    console.flush();
                    return console.readPassword();
                })
                .map(String::new);
    }
}
