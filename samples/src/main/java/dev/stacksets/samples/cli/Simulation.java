package dev.stacksets.samples.cli;

import dev.stacksets.PlanExecution;
import dev.stacksets.StackSets;
import dev.stacksets.guard.Approval;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Plan;
import dev.stacksets.spi.Caller;
import dev.stacksets.target.Targets;
import dev.stacksets.testing.Pace;
import dev.stacksets.testing.StackSetsSimulator;
import dev.stacksets.testing.VirtualTime;
import dev.stacksets.testing.organization.OrganizationBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/**
 * What {@code --simulate} talks to, as the management account of its organization.
 *
 * @param simulator the simulated service
 */
public record Simulation(StackSetsSimulator simulator) {
    private static final String EXAMPLE = "/organizations/example.yaml";

    /**
     * A simulator without stack sets, in which a stack takes 20 seconds.
     *
     * @param organization a file with its organization; without one, an example
     * @return the simulation
     */
    public static Simulation create(Optional<Path> organization) {
        Consumer<OrganizationBuilder> content =
                builder -> organization.ifPresentOrElse(builder::file, () -> builder.inline(example()));
        StackSetsSimulator simulator = StackSetsSimulator.builder()
                .organization(content)
                .stackDuration(Duration.ofSeconds(20))
                .build();
        return new Simulation(simulator);
    }

    private static String example() {
        try (InputStream text = Objects.requireNonNull(Simulation.class.getResourceAsStream(EXAMPLE))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    CloudFormationAsyncClient client(Region region) {
        return simulator.asyncClient(account(), region);
    }

    AwsCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(account(), "simulated"));
    }

    private String account() {
        return simulator.organization().managementAccount();
    }

    /** Makes something so, before anything else happens, in no real time. */
    void bring(Region region, DesiredStackSet desired) {
        OrganizationQuestions questions = new OrganizationQuestions();
        StackSets stackSets = StackSets.builder()
                .client(simulator.directAsyncClient(account(), region))
                .timeSource(time())
                .caller(Caller.of(account()))
                .templateStore(simulator.templateStore())
                .callbackExecutor(Runnable::run)
                .unitDirectory(questions)
                .build();
        try (Session session =
                questions.through(new Session(stackSets, new Clients.Simulated(this), Optional.empty(), List.of()))) {
            Plan plan = session.stackSets().plan(desired).join();
            PlanExecution execution =
                    session.stackSets().apply(plan, Approval.of(plan.hash()).allowDestroy(plan.hash()));
            time().runUntil(execution.outcome()::isDone);
            execution.outcome().join();
        }
    }

    VirtualTime time() {
        return simulator.time();
    }

    Pace start(double speed) {
        return simulator.time().pace(speed);
    }

    /** Lets every stack in these accounts fail as if the execution role were missing. */
    void failIn(List<String> accounts) {
        if (!accounts.isEmpty()) {
            Targets.accounts(accounts);
        }
        accounts.forEach(account -> simulator.faults().account(account).missesExecutionRole());
    }
}
