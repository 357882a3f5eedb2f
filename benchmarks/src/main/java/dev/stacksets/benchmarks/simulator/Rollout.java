package dev.stacksets.benchmarks.simulator;

import java.util.List;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;

/**
 * A stack set over so many accounts and Regions.
 *
 * @param accounts how many
 * @param regions how many, at most 20
 */
public record Rollout(int accounts, int regions) {

    /** One resource, named so that every simulator can make it. */
    static final String TEMPLATE =
            "{\"Resources\":{\"Topic\":{\"Type\":\"AWS::SNS::Topic\",\"Properties\":{\"TopicName\":\"base\"}}}}";

    private static final String OPERATION_ID = "11111111-2222-4333-8444-555555555555";

    private static final List<String> REGIONS = List.of(
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2",
            "ca-central-1",
            "sa-east-1",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "eu-central-1",
            "eu-north-1",
            "eu-south-1",
            "ap-south-1",
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-southeast-1",
            "ap-southeast-2",
            "me-south-1",
            "af-south-1");

    /** The small one of every comparison. */
    static Rollout ofThree() {
        return new Rollout(3, 1);
    }

    /**
     * The service's quota of instances in a stack set.
     *
     * @return 5,000 accounts in 20 Regions
     */
    public static Rollout ofHundredThousand() {
        return new Rollout(5_000, 20);
    }

    /**
     * How many it has.
     *
     * @return accounts times Regions
     */
    public int instances() {
        return accounts * regions;
    }

    List<String> accountIds() {
        return LongStream.range(0, accounts)
                .mapToObj(i -> Long.toString(111_100_000_000L + i))
                .toList();
    }

    List<String> regionIds() {
        return REGIONS.subList(0, regions);
    }

    /**
     * Creates the stack set and starts the operation.
     *
     * @param client of the simulator
     * @param name of the stack set
     * @param preferences of the operation
     * @return the operation's id
     */
    public String start(CloudFormationClient client, String name, StackSetOperationPreferences preferences) {
        client.createStackSet(r -> r.stackSetName(name).templateBody(TEMPLATE));
        return client.createStackInstances(r -> r.stackSetName(name)
                        .operationId(OPERATION_ID) // the SDK would draw one
                        .accounts(accountIds())
                        .regions(regionIds())
                        .operationPreferences(preferences))
                .operationId();
    }

    String start(CloudFormationClient client, String name) {
        return start(client, name, StackSetOperationPreferences.builder().build());
    }
}
