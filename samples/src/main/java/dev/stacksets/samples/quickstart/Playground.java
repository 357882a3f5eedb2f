package dev.stacksets.samples.quickstart;

import dev.stacksets.StackSets;
import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.testing.Pace;
import dev.stacksets.testing.StackSetsSimulator;
import dev.stacksets.testing.VirtualTime;
import java.time.Duration;
import java.util.List;

/** AWS for the quickstart: a simulator whose clock runs fast, some accounts, and two faults in them. */
final class Playground implements AutoCloseable {
    static final String ADMINISTRATOR = "999988887777";
    static final List<String> ACCOUNTS =
            List.of("111122223333", "222233334444", "333344445555", "444455556666", "555566667777", "666677778888");
    static final List<String> REGIONS = List.of("us-east-1", "eu-west-1");

    /** All accounts of a Region at once, and no failure stops the others. */
    static final OperationPreferences AT_ONCE = OperationPreferences.builder()
            .failureToleranceCount(ACCOUNTS.size() - 1)
            .maxConcurrentCount(ACCOUNTS.size())
            .build();

    private static final String WITHOUT_ROLE = "333344445555";
    private static final String UNDER_POLICY = "444455556666";

    private final VirtualTime time = VirtualTime.create();
    private final StackSetsSimulator simulator = StackSetsSimulator.builder()
            .administratorAccount(ADMINISTRATOR)
            .time(time)
            .stackDuration(Duration.ofSeconds(20))
            .build();
    private final Pace pace;

    /** Time starts to run, so many virtual seconds per real second. */
    Playground(double speed) {
        this.pace = time.pace(speed);
    }

    /** With AWS it would be {@code StackSets.builder().region(Region.US_EAST_1).build()}. */
    StackSets connect() {
        return StackSets.builder()
                .client(simulator.asyncClient())
                .timeSource(time)
                .build();
    }

    void plantFaults() {
        simulator
                .faults()
                .account(WITHOUT_ROLE)
                .fails("Account " + WITHOUT_ROLE
                        + " should have 'AWSCloudFormationStackSetExecutionRole' role with trust"
                        + " relationship to Role 'AWSCloudFormationStackSetAdministrationRole'.");
        simulator
                .faults()
                .instance(UNDER_POLICY, "eu-west-1")
                .fails("User: arn:aws:sts::" + UNDER_POLICY
                        + ":assumed-role/AWSCloudFormationStackSetExecutionRole is not"
                        + " authorized to perform: cloudformation:CreateStack with an explicit deny in a service control"
                        + " policy");
    }

    void healFaults() {
        simulator.faults().account(WITHOUT_ROLE).heals();
        simulator.faults().instance(UNDER_POLICY, "eu-west-1").heals();
    }

    @Override
    public void close() {
        pace.close();
    }
}
