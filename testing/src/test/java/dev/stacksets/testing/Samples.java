package dev.stacksets.testing;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackInstance;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperation;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultSummary;

/** Templates, accounts and reads the tests share. */
final class Samples {

    static final String TEMPLATE = """
            AWSTemplateFormatVersion: 2010-09-09
            Description: Alarms
            Parameters:
              Env:
                Type: String
                Default: dev
                AllowedValues: [dev, prod]
              Password:
                Type: String
                NoEcho: true
                Default: initial
                MinLength: 4
            Resources:
              Topic:
                Type: AWS::SNS::Topic
                Properties:
                  DisplayName: !Sub "alarms-${Env}"
            """;

    static final String ONE = "111122223333";
    static final String TWO = "444455556666";
    static final String IRELAND = "eu-west-1";
    static final String VIRGINIA = "us-east-1";
    static final String NAME = "base";

    private Samples() {}

    static List<String> accounts(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> String.format("%012d", i))
                .toList();
    }

    /** The service's refusal inside what {@code join()} threw. */
    static CloudFormationException refusal(Throwable thrown) {
        return (CloudFormationException) Objects.requireNonNull(thrown.getCause());
    }

    static Parameter parameter(String key, String value) {
        return Parameter.builder().parameterKey(key).parameterValue(value).build();
    }

    static Parameter previous(String key) {
        return Parameter.builder().parameterKey(key).usePreviousValue(true).build();
    }

    static void createSet(CloudFormationAsyncClient client) {
        client.createStackSet(r -> r.stackSetName(NAME).templateBody(TEMPLATE)).join();
    }

    static String deploy(CloudFormationAsyncClient client, List<String> accounts, List<String> regions) {
        return client.createStackInstances(r -> r.stackSetName(NAME)
                        .accounts(accounts)
                        .regions(regions)
                        .operationPreferences(
                                p -> p.maxConcurrentPercentage(100).failureTolerancePercentage(100)))
                .join()
                .operationId();
    }

    static StackSetOperation operation(CloudFormationAsyncClient client, String id) {
        return client.describeStackSetOperation(r -> r.stackSetName(NAME).operationId(id))
                .join()
                .stackSetOperation();
    }

    static List<StackSetOperationResultSummary> results(CloudFormationAsyncClient client, String id) {
        return client.listStackSetOperationResults(r -> r.stackSetName(NAME).operationId(id))
                .join()
                .summaries();
    }

    static StackInstance instance(CloudFormationAsyncClient client, String account, String region) {
        return client.describeStackInstance(
                        r -> r.stackSetName(NAME).stackInstanceAccount(account).stackInstanceRegion(region))
                .join()
                .stackInstance();
    }
}
