package dev.stacksets.samples.cli;

import dev.stacksets.PlanExecution;
import dev.stacksets.StackSets;
import dev.stacksets.guard.Approval;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Plan;
import dev.stacksets.target.Targets;
import dev.stacksets.testing.Pace;
import dev.stacksets.testing.StackSetsSimulator;
import dev.stacksets.testing.VirtualTime;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/**
 * What {@code --simulate} talks to.
 *
 * @param simulator the simulated service
 */
public record Simulation(StackSetsSimulator simulator) {
    private static final String ADMINISTRATOR = "999988887777";

    /**
     * An empty simulator, in which a stack takes 20 seconds.
     *
     * @return the simulation
     */
    public static Simulation create() {
        StackSetsSimulator simulator = StackSetsSimulator.builder()
                .administratorAccount(ADMINISTRATOR)
                .stackDuration(Duration.ofSeconds(20))
                .build();
        return new Simulation(simulator);
    }

    CloudFormationAsyncClient client(Region region) {
        return simulator.asyncClient(ADMINISTRATOR, region);
    }

    /** Makes something so, before anything else happens, in no real time. */
    void bring(Region region, DesiredStackSet desired) {
        try (StackSets stackSets = StackSets.builder()
                .client(simulator.directAsyncClient(ADMINISTRATOR, region))
                .timeSource(time())
                .templateStore(simulator.templateStore())
                .callbackExecutor(Runnable::run)
                .build()) {
            Plan plan = stackSets.plan(desired).join();
            PlanExecution execution =
                    stackSets.apply(plan, Approval.of(plan.hash()).allowDestroy(plan.hash()));
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
