package dev.stacksets.testing.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.OperationStatus;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/** The annotation as its users write it. */
@PeerTest(value = PeerTest.Peer.MOTO_PROCESS, whenAbsent = PeerTest.Absence.SKIP)
class PeerTestTest {

    @RepeatedTest(2) // a second time the name would be taken, were moto not emptied
    void stackSets_areReady_andMotoIsEmptyBeforeEveryTest(StackSets stackSets, PeerEndpoint peer)
            throws InterruptedException {
        assertThat(stackSets.listStackSets().toList().join()).isEmpty();
        StackSet base = stackSets
                .create(
                        "base",
                        s -> s.template(TemplateSource.inline(
                                "Resources: {H: {Type: AWS::CloudFormation::WaitConditionHandle}}")))
                .join();

        assertThat(base.deploy(d -> d.accounts("111122223333").regions("eu-west-1"))
                        .await()
                        .status())
                .isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(peer.stackSets()).isSameAs(stackSets);
    }

    @Test
    void asyncClient_isTheEndpoints_ofEveryAccountAndRegion(CloudFormationAsyncClient client, PeerEndpoint peer) {
        assertThat(client).isSameAs(peer.asyncClient());
        client.createStack(r -> r.stackName("one").templateBody("Resources: {T: {Type: AWS::SNS::Topic}}"))
                .join();

        assertThat(client.describeStacks().join().stacks()).hasSize(1);
        assertThat(peer.asyncClient("444455556666", peer.region())
                        .describeStacks()
                        .join()
                        .stacks())
                .isEmpty();
    }
}
