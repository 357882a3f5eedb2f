package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.NAME;
import static dev.stacksets.testing.Samples.ONE;
import static dev.stacksets.testing.Samples.TEMPLATE;
import static dev.stacksets.testing.Samples.TWO;
import static dev.stacksets.testing.Samples.VIRGINIA;
import static dev.stacksets.testing.Samples.createSet;
import static dev.stacksets.testing.Samples.deploy;
import static dev.stacksets.testing.Samples.operation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;

/** What a reset takes and what it leaves. */
class ResetTest {

    private final StackSetsSimulator aws = StackSetsSimulator.create();
    private final CloudFormationAsyncClient client = aws.asyncClient();

    @Test
    void reset_whileAnOperationRuns_leavesNothingOfIt() {
        createSet(client);
        deploy(client, List.of(ONE), List.of(VIRGINIA));
        String before = aws.calls().all().toString();

        aws.reset();
        aws.time().runUntilIdle();

        assertThat(before).contains("CreateStackInstances");
        assertThat(aws.calls().all()).isEmpty();
        assertThat(aws.events()).isEmpty();
        assertThat(client.listStackSets().join().summaries()).isEmpty();
    }

    @Test
    void reset_idsBeginAgain() {
        String first = client.createStackSet(r -> r.stackSetName(NAME).templateBody(TEMPLATE))
                .join()
                .stackSetId();

        aws.reset();

        assertThat(client.createStackSet(r -> r.stackSetName(NAME).templateBody(TEMPLATE))
                        .join()
                        .stackSetId())
                .isEqualTo(first);
    }

    @Test
    void reset_plantedFaultsStay() {
        aws.faults().account(TWO).fails("no role");
        aws.reset();
        createSet(client);

        String id = client.createStackInstances(
                        r -> r.stackSetName(NAME).accounts(TWO).regions(VIRGINIA))
                .join()
                .operationId();
        aws.time().runUntilIdle();

        assertThat(operation(client, id).status()).isEqualTo(StackSetOperationStatus.FAILED);
    }

    @Test
    void reset_templatesByUrl_areForgotten() {
        aws.template("https://bucket.example/a.yaml", TEMPLATE);
        aws.reset();

        assertThatThrownBy(() -> client.validateTemplate(r -> r.templateURL("https://bucket.example/a.yaml"))
                        .join())
                .hasMessageContaining("S3 error");
    }

    @Test
    void callsKept_oldestGoFirst() {
        StackSetsSimulator forgetful = StackSetsSimulator.builder().callsKept(2).build();
        forgetful.client().listStackSets();
        createSet(forgetful.asyncClient());
        forgetful.client().listStackSets();

        assertThat(forgetful.calls().all()).extracting(Call::action).containsExactly("CreateStackSet", "ListStackSets");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StackSetsSimulator.builder().callsKept(0));
    }
}
