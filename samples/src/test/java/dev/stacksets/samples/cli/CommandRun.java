package dev.stacksets.samples.cli;

import dev.stacksets.samples.console.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/** Runs commands in this process, all against one simulator. */
final class CommandRun {
    static final String A = "111122223333";
    static final String B = "222233334444";
    static final String C = "333344445555";
    static final String SECRET = "Correct-Horse-7-Battery";

    Simulation simulation = Simulation.create(Optional.empty());
    final Map<String, String> environment = new LinkedHashMap<>(Map.of("PASSWORD", SECRET));
    final Path folder;
    double speed = 5_000;
    Runnable whileServing = () -> {};

    /** The last client that closes waits two seconds for the SDK's threads, so one stays open. */
    static final CloudFormationAsyncClient KEPT = CloudFormationAsyncClient.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build();

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    CommandRun(Path folder) {
        this.folder = folder;
    }

    int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return StackSetsCommand.commandLine(surroundings()).execute(arguments);
    }

    /** Deploys the baseline, its password from the environment. */
    int deploy(String accounts, String regions, String... more) {
        String[] command = {
            "deploy",
            "--simulate",
            "--name",
            "iam",
            "--template",
            template().toString(),
            "--accounts",
            accounts,
            "--regions",
            regions,
            "--secret-parameter",
            "Password=PASSWORD",
            "--capability",
            "CAPABILITY_NAMED_IAM"
        };
        String[] all = java.util.Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        return run(all);
    }

    Path template() {
        Path file = folder.resolve("iam-baseline.yaml");
        try (InputStream template =
                Objects.requireNonNull(CommandRun.class.getResourceAsStream("/templates/iam-baseline.yaml"))) {
            Files.write(file, template.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return file;
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** A command that brings an organization gets a simulator of its own; the others share one. */
    private Simulation simulate(Optional<Path> organization) {
        if (organization.isPresent()) {
            simulation = Simulation.create(organization);
        }
        return simulation;
    }

    private Surroundings surroundings() {
        return new Surroundings(
                new Screen(new PrintWriter(out), new PrintWriter(err), false),
                name -> Optional.ofNullable(environment.get(name)),
                question -> Optional.empty(),
                this::simulate,
                speed,
                folder,
                closing -> {
                    whileServing.run();
                    closing.run();
                });
    }
}
