package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.IRELAND;
import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.TEMPLATE;
import static dev.stacksets.facade.Facade.THREE;
import static dev.stacksets.facade.Facade.TWO;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.StackSetStatus;
import dev.stacksets.definition.StackSetSummary;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.InstanceOutcome;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.InstanceUpdateSpec;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.target.InstanceStatus;
import dev.stacksets.target.ParameterOverrides;
import dev.stacksets.target.StackInstance;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Capability;

class WorkflowTest {
    private final Facade facade = new Facade();

    @AfterEach
    void close() {
        facade.close();
    }

    @Test
    void create_thenDescribe_givesWhatWasSent() {
        StackSet stackSet = facade.stackSets
                .create(StackSetDefinition.builder()
                        .name("baseline")
                        .description("IAM for all")
                        .template(TemplateSource.inline(TEMPLATE))
                        .parameter("Level", "high")
                        .parameter("Password", Facade.PASSWORD)
                        .capability(Capability.CAPABILITY_NAMED_IAM)
                        .tag("team", "platform")
                        .administrationRoleArn("arn:aws:iam::999988887777:role/Admin")
                        .executionRoleName("Exec")
                        .build())
                .join();

        StackSetDescription description = stackSet.describe().join();

        assertThat(stackSet.nameOrId()).startsWith("baseline:").isEqualTo(description.id());
        assertThat(description.name()).isEqualTo("baseline");
        assertThat(description.status()).isEqualTo(StackSetStatus.ACTIVE);
        assertThat(description.description()).contains("IAM for all");
        assertThat(description.templateBody()).contains(TEMPLATE);
        assertThat(description.parameters()).isEqualTo(Map.of("Level", "high", "Password", "****"));
        assertThat(description.capabilities()).containsExactly("CAPABILITY_NAMED_IAM");
        assertThat(description.tags()).isEqualTo(Map.of("team", "platform"));
        assertThat(description.administrationRoleArn()).contains("arn:aws:iam::999988887777:role/Admin");
        assertThat(description.executionRoleName()).contains("Exec");
        assertThat(description.permissionModel()).isEqualTo(PermissionModel.SELF_MANAGED);
        assertThat(description.managedExecution()).isFalse();
        assertThat(description.regions()).isEmpty();
        assertThat(description.arn()).hasValueSatisfying(arn -> assertThat(arn).contains(":stackset/baseline:"));
    }

    @Test
    void deploy_toAccountsAndRegions_endsWithEveryInstanceCurrent() {
        StackSet stackSet = facade.baseline();

        OperationResult result = facade.finish(stackSet.deploy(DeploymentSpec.builder()
                .accounts(ONE, TWO)
                .regions(VIRGINIA, IRELAND)
                .build()));

        assertThat(result.status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(result.action()).isEqualTo(OperationAction.CREATE);
        assertThat(result.counts().succeeded()).isEqualTo(4);
        assertThat(result.complete()).isTrue();
        assertThat(result.failures()).isEmpty();
        assertThat(result.startedAt()).isPresent();
        assertThat(result.endedAt().orElseThrow()).isAfter(result.startedAt().orElseThrow());
        assertThat(stackSet.listInstances().toList().join())
                .hasSize(4)
                .allSatisfy(instance -> assertThat(instance.status()).isEqualTo(InstanceStatus.CURRENT))
                .allSatisfy(instance -> assertThat(instance.lastOperationId())
                        .contains(result.token().operationId()));
        assertThat(stackSet.describe().join().regions()).containsExactlyInAnyOrder(VIRGINIA, IRELAND);
    }

    @Test
    void deploy_beyondTheTolerance_tellsRootCausesFromFallout() {
        facade.aws.faults().account(ONE).fails("Account " + ONE + " should have 'Exec' role");
        StackSet stackSet = facade.baseline();

        OperationHandle handle =
                stackSet.deploy(d -> d.accounts(ONE, TWO, THREE).regions(VIRGINIA, IRELAND));
        OperationResult result = facade.finish(handle);

        assertThat(result.status()).isEqualTo(OperationStatus.FAILED);
        assertThat(result.failures()).hasSize(1).first().satisfies(failure -> {
            assertThat(failure.account()).isEqualTo(ONE);
            assertThat(failure.region()).isEqualTo(VIRGINIA);
            assertThat(failure.reason())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("'Exec' role"));
        });
        assertThat(result.cancelled())
                .isNotEmpty()
                .allSatisfy(fallout ->
                        assertThat(fallout.reason()).contains("Cancelled since failure tolerance has exceeded"));
        assertThat(result.counts().total()).isEqualTo(6);
        assertThat(result.failuresByReason()).containsOnlyKeys("Account ACCOUNT should have 'Exec' role");
    }

    @Test
    void updateInstances_withOverrides_setsKeepsAndClears() {
        StackSet stackSet = facade.baseline();
        facade.finish(stackSet.deploy(d -> d.accounts(ONE).regions(VIRGINIA).overrides(o -> o.set("Level", "high"))));
        assertThat(overrides(stackSet)).isEqualTo(Map.of("Level", "high"));

        facade.finish(stackSet.updateInstances(
                InstanceUpdateSpec.builder().accounts(ONE).regions(VIRGINIA).build()));
        assertThat(overrides(stackSet)).isEqualTo(Map.of("Level", "high"));

        facade.finish(stackSet.updateInstances(u ->
                u.accounts(ONE).regions(VIRGINIA).overrides(o -> o.keep("Level").set("Password", Facade.PASSWORD))));
        assertThat(overrides(stackSet)).isEqualTo(Map.of("Level", "high", "Password", "****"));

        facade.finish(
                stackSet.updateInstances(u -> u.accounts(ONE).regions(VIRGINIA).overrides(o -> o.keep("Password"))));
        assertThat(overrides(stackSet)).isEqualTo(Map.of("Password", "****"));

        facade.finish(
                stackSet.updateInstances(u -> u.accounts(ONE).regions(VIRGINIA).overrides(ParameterOverrides.none())));
        assertThat(overrides(stackSet)).isEmpty();
    }

    @Test
    void update_ofTheTemplate_reachesAllOrOnlyTheNamedInstances() {
        StackSet stackSet = facade.baseline();
        facade.finish(stackSet.deploy(d -> d.accounts(ONE, TWO).regions(VIRGINIA)));

        OperationResult partial = facade.finish(stackSet.update(u -> u.template(TemplateSource.inline(TEMPLATE + " "))
                .usePreviousValue("Password")
                .capability(Capability.CAPABILITY_NAMED_IAM)
                .accounts(ONE)
                .regions(VIRGINIA)));
        assertThat(partial.action()).isEqualTo(OperationAction.UPDATE);
        assertThat(statuses(stackSet)).isEqualTo(Map.of(ONE, InstanceStatus.CURRENT, TWO, InstanceStatus.OUTDATED));

        facade.finish(stackSet.update(StackSetUpdateSpec.builder()
                .capability(Capability.CAPABILITY_NAMED_IAM)
                .tags(Map.of("team", "security"))
                .build()));
        assertThat(statuses(stackSet).values()).containsOnly(InstanceStatus.CURRENT);
        assertThat(stackSet.describe().join().tags()).isEqualTo(Map.of("team", "security"));

        facade.finish(stackSet.update(
                u -> u.capability(Capability.CAPABILITY_NAMED_IAM).removeTags()));
        assertThat(stackSet.describe().join().tags()).isEmpty();
    }

    @Test
    void removeInstances_thenDelete_leavesNothing() {
        StackSet stackSet = facade.baseline();
        facade.finish(stackSet.deploy(d -> d.accounts(ONE, TWO).regions(VIRGINIA)));

        OperationResult removal = facade.finish(stackSet.removeInstances(InstanceRemovalSpec.builder()
                .accounts(ONE)
                .regions(VIRGINIA)
                .retainStacks()
                .build()));
        facade.finish(stackSet.removeInstances(
                r -> r.accounts(ONE, TWO).regions(VIRGINIA).deleteStacks()));
        stackSet.delete().join();
        stackSet.delete().join();

        assertThat(removal.action()).isEqualTo(OperationAction.DELETE);
        assertThat(facade.stackSets.listStackSets().toList().join()).isEmpty();
        assertThat(facade.stackSets.listDeletedStackSets().toList().join())
                .singleElement()
                .satisfies(deleted -> assertThat(deleted.id()).isEqualTo(stackSet.nameOrId()))
                .extracting(StackSetSummary::status)
                .isEqualTo(StackSetStatus.DELETED);
        assertThat(stackSet.describe().join().status()).isEqualTo(StackSetStatus.DELETED);
    }

    @Test
    void operationResults_areListedByOutcome() {
        facade.aws.faults().account(ONE).fails("no role");
        StackSet stackSet = facade.baseline();
        String operation = facade.finish(facade.deploying(stackSet)).token().operationId();

        assertThat(stackSet.listOperationResults(operation, InstanceOutcome.FAILED)
                        .toList()
                        .join())
                .extracting(InstanceResult::account)
                .containsExactly(ONE);
        assertThat(stackSet.listOperationResults(operation, InstanceOutcome.CANCELLED)
                        .toList()
                        .join())
                .extracting(InstanceResult::account)
                .containsExactly(TWO, THREE);
        assertThatThrownBy(() -> stackSet.listOperationResults(operation, InstanceOutcome.UNKNOWN))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void operations_areListedDescribedAndTheirResultsRead() {
        StackSet stackSet = facade.baseline();
        OperationResult first =
                facade.finish(stackSet.deploy(d -> d.accounts(ONE).regions(VIRGINIA)));
        OperationResult second =
                facade.finish(stackSet.deploy(d -> d.accounts(TWO).regions(VIRGINIA)));

        List<OperationDescription> operations =
                stackSet.listOperations().toList().join();

        assertThat(operations)
                .extracting(OperationDescription::operationId)
                .containsExactly(second.token().operationId(), first.token().operationId());
        assertThat(stackSet.describeOperation(first.token().operationId())
                        .join()
                        .status())
                .isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(stackSet.listOperationResults(second.token().operationId())
                        .toList()
                        .join())
                .singleElement()
                .satisfies(result -> assertThat(result.account()).isEqualTo(TWO));
    }

    @Test
    void listing_overManyPages_findsAllAndStopsEarly() {
        StackSet stackSet = facade.baseline();
        List<String> accounts = java.util.stream.IntStream.range(0, 250)
                .mapToObj(i -> String.format("%012d", i))
                .toList();
        facade.finish(stackSet.deploy(d -> d.accounts(accounts)
                .regions(VIRGINIA)
                .preferences(p -> p.maxConcurrentPercentage(100).failureTolerancePercentage(100))));
        facade.aws.calls().clear();

        assertThat(stackSet.listInstances().toList().join()).hasSize(250);
        assertThat(facade.aws.calls().count("ListStackInstances")).isEqualTo(3);
        assertThat(stackSet.listInstances().findFirst(instance -> true).join()).isPresent();
        assertThat(facade.aws.calls().count("ListStackInstances")).isEqualTo(4);
    }

    @Test
    void listStackSets_showsThoseThatExist() {
        facade.baseline();
        StackSet gone = facade.stackSets
                .create(
                        "gone",
                        s -> s.template(TemplateSource.inline("Resources: {T: {Type: AWS::SNS::Topic}}"))
                                .managedExecution(true))
                .join();
        assertThat(facade.stackSets.listStackSets().toList().join())
                .extracting(StackSetSummary::name, StackSetSummary::managedExecution)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("baseline", false),
                        org.assertj.core.groups.Tuple.tuple("gone", true));

        gone.delete().join();

        assertThat(facade.stackSets.listStackSets().toList().join())
                .extracting(StackSetSummary::name)
                .containsExactly("baseline");
    }

    private static Map<String, String> overrides(StackSet stackSet) {
        return stackSet.describeInstance(ONE, VIRGINIA).join().overrides().orElseThrow();
    }

    private static Map<String, InstanceStatus> statuses(StackSet stackSet) {
        return stackSet.listInstances().toList().join().stream()
                .collect(java.util.stream.Collectors.toMap(
                        instance -> instance.id().account(), StackInstance::status));
    }
}
