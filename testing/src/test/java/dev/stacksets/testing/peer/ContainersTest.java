package dev.stacksets.testing.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.containers.Network;
import org.testcontainers.utility.DockerImageName;

/**
 * The container fixtures, with {@code -Pcontainers} only. Images are named by {@code -Dmoto.image} and {@code
 * -Dlocalstack.image} and never pulled: an image that is not there is a failure, at once.
 */
@Tag("containers")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ContainersTest {
    private static final DockerImageName MOTO = image("moto.image", MotoStackSets.IMAGE);
    private static final DockerImageName LOCALSTACK = image("localstack.image", LocalStackStackSets.IMAGE);

    private static DockerImageName image(String property, DockerImageName usual) {
        String named = System.getProperty(property, "");
        return named.isEmpty() ? usual : DockerImageName.parse(named).asCompatibleSubstituteFor(usual);
    }

    @Test
    void moto_inAContainer_deploysAndIsEmptiedByAReset() throws InterruptedException {
        try (MotoStackSets moto = new MotoStackSets(MOTO).withImagePullPolicy(name -> false)) {
            moto.start();

            assertThat(deployed(moto.stackSets()).status()).isEqualTo(OperationStatus.SUCCEEDED);
            moto.reset();
            assertThat(moto.stackSets().listStackSets().toList().join()).isEmpty();
        }
    }

    @Test
    void moto_onANetwork_isFoundUnderItsAlias() throws Exception {
        try (Network network = Network.newNetwork();
                MotoStackSets moto = onNetwork(network, "moto");
                MotoStackSets other = onNetwork(network, "other")) {
            moto.start();
            other.start();

            String answer = other.execInContainer(
                            "python3",
                            "-c",
                            "import urllib.request; print(urllib.request.urlopen('http://moto:5000/moto-api/').status)")
                    .getStdout();

            assertThat(answer.strip()).isEqualTo("200");
        }
    }

    private static MotoStackSets onNetwork(Network network, String alias) {
        return new MotoStackSets(MOTO)
                .withImagePullPolicy(name -> false)
                .withNetwork(network)
                .withNetworkAliases(alias);
    }

    @Test
    void moto_withReuse_isTheSameContainerForTheNext() {
        MotoStackSets first =
                new MotoStackSets(MOTO).withImagePullPolicy(name -> false).withReuse(true);
        MotoStackSets second =
                new MotoStackSets(MOTO).withImagePullPolicy(name -> false).withReuse(true);
        first.start();
        try {
            second.start();

            assertThat(second.getContainerId()).isEqualTo(first.getContainerId());
            assertThat(second.uri()).isEqualTo(first.uri());
        } finally {
            first.close();
        }
    }

    @Test
    void localStack_inAContainer_deploys() throws InterruptedException {
        try (LocalStackStackSets localStack = new LocalStackStackSets(LOCALSTACK)) {
            localStack.withImagePullPolicy(name -> false);
            localStack.start();

            assertThat(deployed(localStack.stackSets()).status()).isEqualTo(OperationStatus.SUCCEEDED);
            assertThat(localStack.uri()).isEqualTo(localStack.getEndpoint());
        }
    }

    private static OperationResult deployed(StackSets stackSets) throws InterruptedException {
        StackSet base = stackSets
                .create(
                        "base",
                        s -> s.template(TemplateSource.inline(
                                "Resources: {H: {Type: AWS::CloudFormation::WaitConditionHandle}}")))
                .join();
        return base.deploy(d -> d.accounts("111122223333").regions("eu-west-1")).await();
    }
}
