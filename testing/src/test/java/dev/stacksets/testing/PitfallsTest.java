package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.IRELAND;
import static dev.stacksets.testing.Samples.NAME;
import static dev.stacksets.testing.Samples.ONE;
import static dev.stacksets.testing.Samples.TWO;
import static dev.stacksets.testing.Samples.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.testing.organization.Organization;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.CallAs;
import software.amazon.awssdk.services.cloudformation.model.CreateStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.OperationResultFilter;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceFilter;
import software.amazon.awssdk.services.cloudformation.model.StackSet;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperation;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** Where simulations of the service go wrong, as users of others found out. */
class PitfallsTest {

    private final StackSetsSimulator aws = StackSetsSimulator.builder()
            .organization(o -> o.ou("A", ou -> ou.accounts(1)))
            .build();
    private final CloudFormationAsyncClient client = aws.asyncClient();

    @Test
    void everyAction_takesTheIdInPlaceOfTheName() {
        String id = client.createStackSet(r -> r.stackSetName(NAME).templateBody(Samples.TEMPLATE))
                .join()
                .stackSetId();
        client.createStackInstances(r ->
                        r.stackSetName(id).operationId("create").accounts(ONE).regions(IRELAND))
                .join();
        client.stopStackSetOperation(r -> r.stackSetName(id).operationId("create"))
                .join();
        aws.time().runUntilIdle();
        client.updateStackInstances(r -> r.stackSetName(id).accounts(ONE).regions(IRELAND))
                .join();
        aws.time().runUntilIdle();
        client.updateStackSet(r -> r.stackSetName(id).usePreviousTemplate(true)).join();
        aws.time().runUntilIdle();
        client.detectStackSetDrift(r -> r.stackSetName(id).operationId("drift")).join();
        aws.time().runUntilIdle();

        assertThat(client.describeStackSet(r -> r.stackSetName(id))
                        .join()
                        .stackSet()
                        .stackSetName())
                .isEqualTo(NAME);
        assertThat(client.listStackInstances(r -> r.stackSetName(id)).join().summaries())
                .hasSize(1);
        assertThat(client.listStackSetOperations(r -> r.stackSetName(id)).join().summaries())
                .hasSize(4);
        assertThat(client.describeStackSetOperation(r -> r.stackSetName(id).operationId("create"))
                        .join()
                        .stackSetOperation()
                        .stackSetId())
                .isEqualTo(id);
        assertThat(client.listStackSetOperationResults(r -> r.stackSetName(id).operationId("create"))
                        .join()
                        .summaries())
                .hasSize(1);
        assertThat(client.describeStackInstance(r ->
                                r.stackSetName(id).stackInstanceAccount(ONE).stackInstanceRegion(IRELAND))
                        .join()
                        .stackInstance()
                        .stackSetId())
                .isEqualTo(id);
        assertThat(client.listStackInstanceResourceDrifts(r -> r.stackSetName(id)
                                .operationId("drift")
                                .stackInstanceAccount(ONE)
                                .stackInstanceRegion(IRELAND))
                        .join()
                        .summaries())
                .hasSize(1);
        assertThat(client.getTemplateSummary(r -> r.stackSetName(id)).join().parameters())
                .hasSize(2);
        assertThat(client.listStackSetAutoDeploymentTargets(r -> r.stackSetName(id))
                        .join()
                        .summaries())
                .isEmpty();
        client.deleteStackInstances(
                        r -> r.stackSetName(id).accounts(ONE).regions(IRELAND).retainStacks(false))
                .join();
        aws.time().runUntilIdle();
        client.deleteStackSet(r -> r.stackSetName(id)).join();
        assertThat(client.listStackSets(r -> r.status("ACTIVE")).join().summaries())
                .isEmpty();
    }

    @Test
    void lists_thatAreEmpty_areThereAllTheSame() {
        Samples.createSet(client);
        String id = client.createStackInstances(
                        r -> r.stackSetName(NAME).accounts(ONE).regions(IRELAND))
                .join()
                .operationId();
        StackSet stackSet =
                client.describeStackSet(r -> r.stackSetName(NAME)).join().stackSet();

        assertThat(stackSet.hasTags() && stackSet.hasCapabilities() && stackSet.hasOrganizationalUnitIds())
                .isTrue();
        assertThat(Samples.instance(client, ONE, IRELAND).hasParameterOverrides())
                .isTrue();
        assertThat(Samples.operation(client, id).operationPreferences().hasRegionOrder())
                .isTrue();
    }

    @Test
    void stackId_isOfTheTargetAccountAndNamedAfterTheSet() {
        Samples.createSet(client);
        Samples.deploy(client, List.of(TWO), List.of(IRELAND));
        aws.time().runUntilIdle();

        assertThat(Samples.instance(client, TWO, IRELAND).stackId())
                .matches(
                        "arn:aws:cloudformation:eu-west-1:444455556666:stack/StackSet-base-[0-9a-f-]{36}/[0-9a-f-]{36}");
    }

    @Test
    void sameFailureInEveryRegion_withoutTolerance_stopsAfterTheFirst() {
        Samples.createSet(client);
        List<String> accounts = List.of(ONE, TWO, "777788889999");
        // A fixed bucket name: the second Region of each account collides.
        accounts.forEach(account -> aws.faults().instance(account, VIRGINIA).fails("bucket already exists"));

        String id = client.createStackInstances(
                        r -> r.stackSetName(NAME).accounts(accounts).regions(IRELAND, VIRGINIA))
                .join()
                .operationId();
        aws.time().runUntilIdle();

        Map<StackSetOperationResultStatus, Long> results = Samples.results(client, id).stream()
                .collect(Collectors.groupingBy(StackSetOperationResultSummary::status, Collectors.counting()));
        assertThat(results)
                .containsEntry(StackSetOperationResultStatus.SUCCEEDED, 3L)
                .containsEntry(StackSetOperationResultStatus.FAILED, 1L)
                .containsEntry(StackSetOperationResultStatus.CANCELLED, 2L);
        assertThat(Samples.operation(client, id).status()).isEqualTo(StackSetOperationStatus.FAILED);
    }

    @Test
    void describeOperation_afterTheRolesChanged_showsThoseOfItsTime() {
        client.createStackSet(
                        r -> r.stackSetName(NAME).templateBody(Samples.TEMPLATE).executionRoleName("first"))
                .join();
        String id = Samples.deploy(client, List.of(ONE), List.of(IRELAND));
        aws.time().runUntilIdle();
        client.updateStackSet(
                        r -> r.stackSetName(NAME).usePreviousTemplate(true).executionRoleName("second"))
                .join();

        StackSetOperation then = Samples.operation(client, id);

        assertThat(then.executionRoleName()).isEqualTo("first");
        assertThat(client.describeStackSet(r -> r.stackSetName(NAME))
                        .join()
                        .stackSet()
                        .executionRoleName())
                .isEqualTo("second");
    }

    @Test
    void automaticDeployment_failing_isAFailedOperation() {
        Organization organization = aws.organization();
        client.createStackSet(r -> r.stackSetName(NAME)
                        .templateBody(Samples.TEMPLATE)
                        .permissionModel("SERVICE_MANAGED")
                        .autoDeployment(a -> a.enabled(true)))
                .join();
        client.createStackInstances(r -> r.stackSetName(NAME)
                        .deploymentTargets(t -> t.organizationalUnitIds(organization.unit("A")))
                        .regions(IRELAND))
                .join();
        aws.time().runUntilIdle();
        String account = "555566667777";
        aws.faults().account(account).fails("no");

        organization.createAccount(organization.unit("A"), account, "new");
        aws.time().runUntilIdle();

        assertThat(client.listStackSetOperations(r -> r.stackSetName(NAME))
                        .join()
                        .summaries()
                        .get(0)
                        .status())
                .isEqualTo(StackSetOperationStatus.FAILED);
    }

    static Stream<Arguments> wrongs() {
        return Stream.of(
                wrong("'callAs'", c -> c.listStackSets(r -> r.callAs("NOBODY"))),
                wrong("'status'", c -> c.listStackSets(r -> r.status("GONE"))),
                wrong("'maxResults'", c -> c.listStackSets(r -> r.maxResults(101))),
                wrong(
                        "'maxResults'",
                        c -> c.listStackInstances(r -> r.stackSetName(NAME).maxResults(101))),
                wrong(
                        "'maxResults'",
                        c -> c.listStackSetOperations(r -> r.stackSetName(NAME).maxResults(101))),
                wrong(
                        "'maxResults'",
                        c -> c.listStackSetOperationResults(
                                r -> r.stackSetName(NAME).operationId("x").maxResults(101))),
                wrong(
                        "'maxResults'",
                        c -> c.listStackSetAutoDeploymentTargets(
                                r -> r.stackSetName(NAME).maxResults(101))),
                wrong(
                        "'maxResults'",
                        c -> c.listStackInstanceResourceDrifts(r -> r.stackSetName(NAME)
                                .stackInstanceAccount(ONE)
                                .stackInstanceRegion(IRELAND)
                                .operationId("x")
                                .maxResults(101))),
                wrong(
                        "'stackInstanceResourceDriftStatuses'",
                        c -> c.listStackInstanceResourceDrifts(r -> r.stackSetName(NAME)
                                .stackInstanceAccount(ONE)
                                .stackInstanceRegion(IRELAND)
                                .operationId("x")
                                .stackInstanceResourceDriftStatusesWithStrings("BROKEN"))),
                wrong(
                        "'filters.member.name'",
                        c -> c.listStackInstances(r -> r.stackSetName(NAME).filters(instanceFilter("COLOUR", "red")))),
                wrong(
                        "'filters.member.values'",
                        c -> c.listStackInstances(
                                r -> r.stackSetName(NAME).filters(instanceFilter("DRIFT_STATUS", "a b")))),
                wrong(
                        "'filters.member.values'",
                        c -> c.listStackSetOperationResults(
                                r -> r.stackSetName(NAME).operationId("x").filters(resultFilter("OK")))),
                wrong(
                        "'filters'",
                        c -> c.listStackSetOperationResults(r -> r.stackSetName(NAME)
                                .operationId("x")
                                .filters(resultFilter("FAILED"), resultFilter("FAILED")))),
                wrong(
                        "'stackInstanceRegion'",
                        c -> c.describeStackInstance(r ->
                                r.stackSetName(NAME).stackInstanceAccount(ONE).stackInstanceRegion("eu west"))),
                wrong(
                        "'capabilities'",
                        c -> c.createStackSet(r -> template(r).capabilitiesWithStrings("CAPABILITY_X"))),
                wrong(
                        "'administrationRoleARN'",
                        c -> c.createStackSet(r -> template(r).administrationRoleARN("arn"))),
                wrong(
                        "'executionRoleName'",
                        c -> c.createStackSet(r -> template(r).executionRoleName("a role"))),
                wrong("'description'", c -> c.createStackSet(r -> template(r).description("d".repeat(1025)))),
                wrong(
                        "'permissionModel'",
                        c -> c.createStackSet(r -> template(r).permissionModel("OPEN"))),
                wrong("'templateURL'", c -> c.validateTemplate(r -> r.templateURL("ftp://x"))),
                wrong(
                        "'tags.member.value'",
                        c -> c.createStackSet(r -> template(r).tags(tag("k", "v".repeat(257))))),
                wrong(
                        "'tags.member.key'",
                        c -> c.createStackSet(r -> template(r).tags(tag("", "v")))),
                wrong("aws: prefixed", c -> c.createStackSet(r -> template(r).tags(tag("aws:x", "v")))),
                wrong(
                        "'stackIdsUrl'",
                        c -> c.importStacksToStackSet(r -> r.stackSetName(NAME).stackIdsUrl("stacks.csv"))),
                wrong("'stackSetName'", c -> c.getTemplateSummary(r -> r.stackSetName("a b"))));
    }

    private static CreateStackSetRequest.Builder template(CreateStackSetRequest.Builder request) {
        return request.stackSetName("new").templateBody(Samples.TEMPLATE);
    }

    private static StackInstanceFilter instanceFilter(String name, String value) {
        return StackInstanceFilter.builder().name(name).values(value).build();
    }

    private static OperationResultFilter resultFilter(String value) {
        return OperationResultFilter.builder()
                .name("OPERATION_RESULT_STATUS")
                .values(value)
                .build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static Arguments wrong(String message, Function<CloudFormationAsyncClient, CompletableFuture<?>> call) {
        return Arguments.of(message, call);
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("wrongs")
    void constraint_broken_isAValidationErrorThatNamesTheMember(
            String message, Function<CloudFormationAsyncClient, CompletableFuture<?>> call) {
        Samples.createSet(client);

        assertThatThrownBy(() -> call.apply(client).join())
                .hasMessageContaining(message)
                .satisfies(thrown -> assertThat(
                                Samples.refusal(thrown).awsErrorDetails().errorCode())
                        .isEqualTo("ValidationError"));
    }

    @Test
    void constraints_areCheckedBeforeState() {
        assertThatThrownBy(() -> client.createStackInstances(
                                r -> r.stackSetName("nobody").operationId("bad id"))
                        .join())
                .hasMessageContaining("'operationId'");
        assertThatThrownBy(() -> client.listStackInstances(r ->
                                r.stackSetName("nobody").callAs(CallAs.SELF).maxResults(0))
                        .join())
                .hasMessageContaining("'maxResults'");
    }
}
