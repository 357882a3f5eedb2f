package dev.stacksets.facade;

import dev.stacksets.testing.StackSetsSimulator;
import dev.stacksets.testing.fault.Actions;
import dev.stacksets.testing.fault.CallFault;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What goes wrong in one run of the campaign: calls, the network, the rate, instances. All of it passes. */
final class CampaignFaults {
    private static final List<String> ACTIONS = List.of(
            "CreateStackInstances",
            "CreateStackInstances",
            "UpdateStackInstances",
            "UpdateStackInstances",
            "DeleteStackInstances",
            "UpdateStackSet",
            "DescribeStackSetOperation",
            "DescribeStackSetOperation",
            "ListStackSetOperationResults",
            "ListStackSetOperations",
            "ListStackInstances",
            "StopStackSetOperation",
            "DeleteStackSet");

    private CampaignFaults() {}

    static void plant(StackSetsSimulator aws, Random random) {
        for (int i = 2 + random.nextInt(8); i > 0; i--) {
            String action = ACTIONS.get(random.nextInt(ACTIONS.size()));
            int first = 1 + random.nextInt(4);
            plant(action, aws.faults().on(action).calls(first, first + random.nextInt(3)), random);
        }
        if (random.nextInt(8) == 0) {
            int first = 1 + random.nextInt(20);
            aws.faults()
                    .on(Actions.all())
                    .calls(first, first + random.nextInt(40))
                    .dropsConnection();
        }
        if (random.nextInt(4) == 0) {
            aws.faults().throttle(0.5 + random.nextInt(5), 1 + random.nextInt(20));
        }
        if (random.nextInt(3) == 0) {
            aws.faults().account(Facade.TWO).fails("no role").times(1 + random.nextInt(3));
        }
        if (random.nextInt(6) == 0) {
            aws.faults().account(Facade.THREE).takes(Duration.ofMinutes(random.nextInt(20)));
        }
    }

    private static void plant(String action, CallFault fault, Random random) {
        if (action.startsWith("List") && random.nextBoolean()) {
            fault.answersAsOf(Duration.ofMillis(1 + random.nextInt(60_000)));
            return;
        }
        boolean starts =
                !action.startsWith("List") && (action.endsWith("Instances") || action.equals("UpdateStackSet"));
        switch (random.nextInt(starts ? 11 : 8)) {
            case 0, 1 -> fault.losesAnswer();
            case 2 -> fault.dropsConnection();
            case 3 -> fault.throttles();
            case 4 -> fault.answersHtml(502);
            case 5 -> fault.answersHtml(200);
            case 6 -> fault.fails(500, "InternalFailure", "oops");
            case 7 -> fault.delays(Duration.ofMillis(1 + random.nextInt(20_000)));
            case 8 -> fault.fails(409, "StaleRequestException", "changed meanwhile");
            case 9 -> fault.fails(409, "OperationInProgressException", "Another Operation");
            default ->
                fault.fails(400, "LimitExceededException", "Operations cannot involve more than 10000 instances");
        }
    }
}
