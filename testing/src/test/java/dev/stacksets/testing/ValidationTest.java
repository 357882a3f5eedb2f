package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.IRELAND;
import static dev.stacksets.testing.Samples.NAME;
import static dev.stacksets.testing.Samples.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CreateStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;

class ValidationTest {

    private final StackSetsSimulator aws = StackSetsSimulator.create();
    private final CloudFormationAsyncClient client = aws.asyncClient();

    @ParameterizedTest
    @ValueSource(strings = {"1234", "with space", "-x", "under_score", ""})
    void createStackSet_badName_isRefusedNamingThePattern(String name) {
        assertThatThrownBy(() -> client.createStackSet(r -> r.stackSetName(name).templateBody(Samples.TEMPLATE))
                        .join())
                .hasCauseInstanceOf(CloudFormationException.class)
                .hasMessageContaining("Value '" + name + "' at 'stackSetName' failed to satisfy constraint")
                .hasMessageContaining("[a-zA-Z][-a-zA-Z0-9]*");
    }

    static Stream<Arguments> badTargets() {
        return Stream.of(
                bad("at 'accounts'", r -> r.accounts("12345")),
                bad("at 'accounts'", r -> r.accounts("ou-abcd-12345678")),
                bad("at 'regions'", r -> r.regions("eu west 1")),
                bad("can only have accounts as target", r -> r.deploymentTargets(t -> t.accounts(ONE))),
                bad("not a delegated administrator", r -> r.callAs("DELEGATED_ADMIN")),
                bad("at 'operationId'", r -> r.operationId("no spaces allowed")),
                bad("RegionOrder", preferences(p -> p.regionOrder("ap-south-1"))),
                bad(
                        "FailureTolerance",
                        preferences(p -> p.failureToleranceCount(1).failureTolerancePercentage(1))),
                bad("MaxConcurrent", preferences(p -> p.maxConcurrentCount(1).maxConcurrentPercentage(1))),
                bad("failureToleranceCount", preferences(p -> p.failureToleranceCount(-1))),
                bad("failureTolerancePercentage", preferences(p -> p.failureTolerancePercentage(101))),
                bad("maxConcurrentCount", preferences(p -> p.maxConcurrentCount(0))),
                bad("maxConcurrentPercentage", preferences(p -> p.maxConcurrentPercentage(0))),
                bad("enum", preferences(p -> p.regionConcurrencyType("SIDEWAYS"))));
    }

    private static Arguments bad(String message, Consumer<CreateStackInstancesRequest.Builder> change) {
        return Arguments.of(message, change);
    }

    private static Consumer<CreateStackInstancesRequest.Builder> preferences(
            Consumer<StackSetOperationPreferences.Builder> preferences) {
        return request -> request.operationPreferences(preferences);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTargets")
    void createStackInstances_badRequest_isRefusedAndStartsNothing(
            String message, Consumer<CreateStackInstancesRequest.Builder> change) {
        Samples.createSet(client);

        assertThatThrownBy(() -> client.createStackInstances(r -> {
                            r.stackSetName(NAME).accounts(ONE).regions(IRELAND);
                            change.accept(r);
                        })
                        .join())
                .hasMessageContaining(message)
                .cause()
                .isInstanceOfSatisfying(
                        CloudFormationException.class,
                        refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                                .isEqualTo("ValidationError"));

        assertThat(aws.events()).hasSize(1);
    }

    @Test
    void createStackInstances_parallelWithoutOrder_isFine() {
        Samples.createSet(client);

        client.createStackInstances(r -> r.stackSetName(NAME)
                        .accounts(ONE, ONE)
                        .regions(IRELAND, IRELAND)
                        .operationPreferences(p -> p.regionConcurrencyType(RegionConcurrencyType.PARALLEL)))
                .join();
        aws.time().runUntilIdle();

        assertThat(client.listStackInstances(r -> r.stackSetName(NAME)).join().summaries())
                .hasSize(1);
    }

    @Test
    void deleteStackInstances_withoutRetainStacks_isRefused() {
        Samples.createSet(client);

        assertThatThrownBy(() -> client.deleteStackInstances(
                                r -> r.stackSetName(NAME).accounts(ONE).regions(IRELAND))
                        .join())
                .hasMessageContaining("retainStacks");
    }

    @Test
    void updateStackSet_accountsWithoutRegions_isRefused() {
        Samples.createSet(client);

        assertThatThrownBy(() -> client.updateStackSet(r ->
                                r.stackSetName(NAME).usePreviousTemplate(true).accounts(ONE))
                        .join())
                .hasMessageContaining("together");
    }

    @Test
    void updateStackSet_twoTemplateSources_isRefused() {
        Samples.createSet(client);

        assertThatThrownBy(() -> client.updateStackSet(r ->
                                r.stackSetName(NAME).usePreviousTemplate(true).templateBody(Samples.TEMPLATE))
                        .join())
                .hasMessageContaining("Exactly one");
    }

    @Test
    void updateStackSet_customAdministrationRoleNotRepeated_isRefused() {
        client.createStackSet(r -> r.stackSetName(NAME)
                        .templateBody(Samples.TEMPLATE)
                        .administrationRoleARN("arn:aws:iam::999988887777:role/custom"))
                .join();

        assertThatThrownBy(() -> client.updateStackSet(r -> r.stackSetName(NAME).usePreviousTemplate(true))
                        .join())
                .hasMessageContaining("AdministrationRoleARN");
    }
}
