package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.IRELAND;
import static dev.stacksets.testing.Samples.NAME;
import static dev.stacksets.testing.Samples.ONE;
import static dev.stacksets.testing.Samples.TWO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackInstance;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceDetailedStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationAction;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;

class ImportTest {

    private final StackSetsSimulator aws = StackSetsSimulator.create();
    private final CloudFormationAsyncClient client = aws.asyncClient();

    @AfterEach
    void holds() {
        aws.checkInvariants();
    }

    private String stack(String account, String template) {
        return aws.existingStack(account, Region.EU_WEST_1, "alarms", template, Map.of("Env", "prod"));
    }

    private String importing(String... stackIds) {
        String id = client.importStacksToStackSet(r -> r.stackSetName(NAME).stackIds(stackIds))
                .join()
                .operationId();
        aws.time().runUntilIdle();
        return id;
    }

    private void assertRefused(String code, String... stackIds) {
        assertThatThrownBy(() -> importing(stackIds))
                .satisfies(thrown -> assertThat(
                                Samples.refusal(thrown).awsErrorDetails().errorCode())
                        .isEqualTo(code));
    }

    @Test
    void importStacks_makesCurrentInstancesThatKeepTheirValues() {
        Samples.createSet(client);
        String stackId = stack(ONE, Samples.TEMPLATE);

        String id = importing(stackId);

        assertThat(Samples.operation(client, id).action()).isEqualTo(StackSetOperationAction.CREATE);
        StackInstance instance = Samples.instance(client, ONE, IRELAND);
        assertThat(instance.stackId()).isEqualTo(stackId);
        assertThat(instance.status()).isEqualTo(StackInstanceStatus.CURRENT);
        assertThat(instance.parameterOverrides())
                .extracting(Parameter::parameterKey)
                .containsExactly("Env");
        assertThat(instance.parameterOverrides())
                .extracting(Parameter::parameterValue)
                .containsExactly("prod");
    }

    @Test
    void importStacks_failing_leavesInoperableAndCanBeRepeated() {
        Samples.createSet(client);
        String stackId = stack(ONE, Samples.TEMPLATE);
        aws.faults().account(ONE).fails("GetTemplate denied").times(1);

        String failed = importing(stackId);

        assertThat(Samples.operation(client, failed).status()).isEqualTo(StackSetOperationStatus.FAILED);
        StackInstance instance = Samples.instance(client, ONE, IRELAND);
        assertThat(instance.status()).isEqualTo(StackInstanceStatus.INOPERABLE);
        assertThat(instance.stackInstanceStatus().detailedStatus())
                .isEqualTo(StackInstanceDetailedStatus.FAILED_IMPORT);

        importing(stackId);

        assertThat(Samples.instance(client, ONE, IRELAND).status()).isEqualTo(StackInstanceStatus.CURRENT);
    }

    @Test
    void importStacks_ofAnotherTemplate_fails() {
        Samples.createSet(client);

        importing(stack(ONE, Samples.TEMPLATE.replace("Alarms", "Others")));

        assertThat(Samples.instance(client, ONE, IRELAND).statusReason()).contains("does not match");
    }

    @Test
    void importStacks_ownedByAnotherSet_fails() {
        Samples.createSet(client);
        String stackId = stack(ONE, Samples.TEMPLATE);
        client.createStackSet(r -> r.stackSetName("other").templateBody(Samples.TEMPLATE))
                .join();
        client.importStacksToStackSet(r -> r.stackSetName("other").stackIds(stackId))
                .join();
        aws.time().runUntilIdle();

        importing(stackId);

        assertThat(Samples.instance(client, ONE, IRELAND).statusReason()).contains("another stack set");
    }

    @Test
    void importStacks_unknownTooManyOrTaken_areRefused() {
        Samples.createSet(client);
        String stackId = stack(ONE, Samples.TEMPLATE);
        importing(stackId);

        assertRefused("StackNotFoundException", "arn:aws:cloudformation:eu-west-1:1:stack/none/1");
        assertRefused("ValidationError", stackId);
        assertRefused("LimitExceededException", Collections.nCopies(11, stackId).toArray(String[]::new));
        assertRefused("ValidationError");
    }

    @Test
    void importStacks_stopped_canBeRepeated() {
        Samples.createSet(client);
        String stackId = stack(ONE, Samples.TEMPLATE);
        String id = client.importStacksToStackSet(r -> r.stackSetName(NAME).stackIds(stackId))
                .join()
                .operationId();
        client.stopStackSetOperation(r -> r.stackSetName(NAME).operationId(id)).join();
        aws.time().runUntilIdle();

        importing(stackId);

        assertThat(Samples.instance(client, ONE, IRELAND).stackId()).isEqualTo(stackId);
    }

    @Test
    void importStacks_deletedMeanwhileByItsOldSet_fails() {
        Samples.createSet(client);
        client.createStackSet(r -> r.stackSetName("old").templateBody(Samples.TEMPLATE))
                .join();
        String stackId = stack(ONE, Samples.TEMPLATE);
        client.importStacksToStackSet(r -> r.stackSetName("old").stackIds(stackId))
                .join();
        aws.time().runUntilIdle();
        aws.faults().account(ONE).takes(Duration.ofMinutes(10));
        client.importStacksToStackSet(r -> r.stackSetName(NAME).stackIds(stackId))
                .join();
        aws.time().advance(Duration.ofMinutes(1));
        aws.faults().account(ONE).heals();
        client.deleteStackInstances(r ->
                        r.stackSetName("old").accounts(ONE).regions(IRELAND).retainStacks(false))
                .join();

        aws.time().runUntilIdle();

        assertThat(Samples.instance(client, ONE, IRELAND).statusReason()).contains("does not exist");
    }

    @Test
    void importStacks_byUrl_readsTheDocument() {
        Samples.createSet(client);
        aws.document("https://bucket/stacks.csv", stack(ONE, Samples.TEMPLATE) + ",\n" + stack(TWO, Samples.TEMPLATE));

        client.importStacksToStackSet(r -> r.stackSetName(NAME).stackIdsUrl("https://bucket/stacks.csv"))
                .join();
        aws.time().runUntilIdle();

        assertThat(client.listStackInstances(r -> r.stackSetName(NAME)).join().summaries())
                .hasSize(2);
    }

    @Test
    void importStacks_retainedEarlier_comeBack() {
        Samples.createSet(client);
        Samples.deploy(client, List.of(ONE), List.of(IRELAND));
        aws.time().runUntilIdle();
        String stackId = Samples.instance(client, ONE, IRELAND).stackId();
        client.deleteStackInstances(
                        r -> r.stackSetName(NAME).accounts(ONE).regions(IRELAND).retainStacks(true))
                .join();
        aws.time().runUntilIdle();

        importing(stackId);

        assertThat(Samples.instance(client, ONE, IRELAND).stackId()).isEqualTo(stackId);
        assertThat(Samples.instance(client, ONE, IRELAND).parameterOverrides()).isEmpty();
    }

    @Test
    void createStackSet_fromAStack_takesItsTemplate() {
        String template = "Resources: {A: {Type: 'AWS::SNS::Topic'}}";
        String stackId = aws.existingStack(ONE, Region.EU_WEST_1, "plain", template, Map.of());

        client.createStackSet(r -> r.stackSetName(NAME).stackId(stackId)).join();

        assertThat(client.describeStackSet(r -> r.stackSetName(NAME))
                        .join()
                        .stackSet()
                        .templateBody())
                .isEqualTo(template);
        String secret = stack(ONE, Samples.TEMPLATE);
        assertThatThrownBy(() -> client.createStackSet(r -> r.stackSetName("no").stackId(secret))
                        .join())
                .satisfies(thrown ->
                        assertThat(Samples.refusal(thrown).getMessage()).contains("NoEcho"));
    }
}
