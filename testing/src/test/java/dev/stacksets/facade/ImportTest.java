package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.TEMPLATE;
import static dev.stacksets.facade.Facade.THREE;
import static dev.stacksets.facade.Facade.TWO;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.InsufficientCapabilitiesException;
import dev.stacksets.error.LimitExceededException;
import dev.stacksets.error.OperationIdAlreadyExistsException;
import dev.stacksets.error.StackNotFoundException;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.error.ValidationException;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.operation.StackImportSpec;
import dev.stacksets.target.DetailedStatus;
import dev.stacksets.target.InstanceStatus;
import dev.stacksets.target.StackInstance;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;

/** Taking existing stacks into a stack set, and making a stack set of one. */
class ImportTest {
    private static final String TOPIC = """
            Parameters: {Level: {Type: String, Default: low}}
            Resources: {Topic: {Type: AWS::SNS::Topic}}
            """;

    private final Facade facade = new Facade();
    private final String one = stack(ONE, Region.US_EAST_1);
    private final String two = stack(TWO, Region.EU_WEST_1);

    @AfterEach
    void close() {
        assertThat(facade.aws.faults().unused()).isEmpty();
        facade.close();
    }

    @Test
    void stackSetOfAStack_takesItsTemplate_andThenTheStack() {
        StackSet stackSet = ofStack(one);

        OperationResult result = facade.finish(stackSet.importStacks(i -> i.stacks(one, two)));

        assertThat(facade.get(stackSet.describe()).templateBody()).contains(TOPIC);
        assertThat(result.action()).isEqualTo(OperationAction.CREATE);
        assertThat(result.counts().succeeded()).isEqualTo(2);
        assertThat(result.complete()).isTrue();
        StackInstance instance = facade.get(stackSet.describeInstance(ONE, VIRGINIA));
        assertThat(instance.status()).isEqualTo(InstanceStatus.CURRENT);
        assertThat(instance.stackId()).contains(one);
        assertThat(instance.overrides()).contains(Map.of("Level", "high"));
    }

    @Test
    void imported_fromAFile() {
        StackSet stackSet = ofStack(one);
        facade.aws.document("s3://bucket/stacks.csv", one + "," + two);

        OperationResult result = facade.finish(stackSet.importStacks(i -> i.stacksFrom("s3://bucket/stacks.csv")));

        assertThat(result.counts().succeeded()).isEqualTo(2);
    }

    @Test
    void importThatFails_leavesAnInstanceThatSaysHowToGoOn_andCanBeRepeated() {
        StackSet stackSet = ofStack(one);
        facade.aws.faults().account(ONE).fails("GetTemplate denied").times(1);

        OperationResult failed = facade.finish(stackSet.importStacks(i -> i.stacks(one)));

        assertThat(failed.status()).isEqualTo(OperationStatus.FAILED);
        assertThat(facade.get(stackSet.instancesNotCurrent())).singleElement().satisfies(instance -> {
            assertThat(instance.detailedStatus()).isEqualTo(DetailedStatus.FAILED_IMPORT);
            assertThat(instance.explanation())
                    .hasValueSatisfying(why -> assertThat(why).contains("GetTemplate denied"));
        });
        assertThat(facade.finish(stackSet.importStacks(i -> i.stacks(one))).status())
                .isEqualTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void retryFailed_ofAnImport_isRefused_ratherThanASecondStackCreated() {
        StackSet stackSet = ofStack(one);
        facade.aws.faults().account(ONE).fails("GetTemplate denied");
        OperationResult failed = facade.finish(stackSet.importStacks(i -> i.stacks(one)));

        assertThatThrownBy(() -> facade.get(stackSet.retryFailed(failed).outcome()))
                .cause()
                .isInstanceOfSatisfying(
                        StackSetsException.class,
                        refusal -> assertThat(refusal.token()).contains(failed.token()))
                .hasMessageContaining("importStacks");
        assertThat(facade.aws.calls().count("CreateStackInstances")).isZero();
    }

    @Test
    void unknownStack_isRefused_withTheToken() {
        StackSet stackSet = ofStack(one);
        String unknown = one.replace("/alarms/", "/others/");

        OperationHandle handle = stackSet.importStacks(i -> i.stacks(unknown));

        assertThatThrownBy(() -> facade.finish(handle))
                .cause()
                .isInstanceOfSatisfying(
                        StackNotFoundException.class,
                        refusal -> assertThat(refusal.token()).contains(handle.token()))
                .hasMessageContaining("Check the ids of the stacks.");
    }

    @Test
    void whatOnlyAwsCanJudge_isTyped() {
        StackSet stackSet = ofStack(one);
        facade.aws.document(
                "s3://bucket/many.csv",
                IntStream.range(0, 201).mapToObj(index -> one + index).collect(Collectors.joining(",")));

        assertThatThrownBy(() -> facade.finish(stackSet.importStacks(i -> i.stacksFrom("s3://bucket/many.csv"))))
                .hasCauseInstanceOf(LimitExceededException.class);
        assertThatThrownBy(() -> facade.finish(
                        stackSet.importStacks(i -> i.stacks(one).organizationalUnits("ou-ab12-11111111"))))
                .hasCauseInstanceOf(ValidationException.class);
        assertThatThrownBy(
                        () -> facade.finish(facade.stackSets.stackSet("nowhere").importStacks(i -> i.stacks(one))))
                .hasCauseInstanceOf(StackSetNotFoundException.class);
    }

    @Test
    void stackSetOfAStack_againstAwsRules_isRefused() {
        String secretive =
                facade.aws.existingStack(THREE, Region.US_EAST_1, "iam", TEMPLATE, Map.of("Password", "correct-horse"));
        String powerful = facade.aws.existingStack(
                THREE, Region.US_EAST_1, "user", "Resources: {User: {Type: AWS::IAM::User}}", Map.of());

        assertThatThrownBy(() -> ofStack(secretive)).cause().isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> ofStack(powerful))
                .cause()
                .isInstanceOf(InsufficientCapabilitiesException.class)
                .hasMessageContaining(".capability(Capability.CAPABILITY_IAM)");
        assertThatThrownBy(() -> ofStack(one.replace("/alarms/", "/others/")))
                .hasCauseInstanceOf(StackNotFoundException.class);
    }

    @Test
    void answerLost_isOneImport() {
        StackSet stackSet = ofStack(one);
        facade.aws.faults().on("ImportStacksToStackSet").call(1).losesAnswer();

        assertThat(facade.finish(stackSet.importStacks(i -> i.stacks(one))).status())
                .isEqualTo(OperationStatus.SUCCEEDED);

        assertThat(facade.aws.calls().count("ImportStacksToStackSet")).isEqualTo(1);
        assertThat(facade.get(stackSet.listOperations().toList())).hasSize(1);
    }

    @Test
    void chosenId_isTheSameImportAgain_butNoOther() {
        StackSet stackSet = ofStack(one);
        StackImportSpec named = StackImportSpec.builder()
                .operationId("import-1")
                .stacks(one, two)
                .build();
        facade.finish(stackSet.importStacks(named));

        try (StackSets another = facade.another()) {
            StackSet same = another.stackSet(stackSet.nameOrId());
            assertThat(facade.finish(same.importStacks(named)).counts().succeeded())
                    .isEqualTo(2);
            assertThatThrownBy(() -> facade.finish(
                            same.importStacks(i -> i.operationId("import-1").stacks(one))))
                    .cause()
                    .isInstanceOf(OperationIdAlreadyExistsException.class)
                    .hasMessageContaining(TWO + "/eu-west-1, which is not one of the targets");
        }
        assertThat(facade.get(stackSet.listOperations().toList())).hasSize(1);
    }

    @Test
    void retainedStacks_comeBack() {
        StackSet stackSet = ofStack(one);
        facade.finish(stackSet.importStacks(i -> i.stacks(List.of(one))));
        facade.finish(
                stackSet.removeInstances(r -> r.accounts(ONE).regions(VIRGINIA).retainStacks()));

        facade.finish(stackSet.importStacks(i -> i.stacks(one)));

        assertThat(facade.get(stackSet.describeInstance(ONE, VIRGINIA)).stackId())
                .contains(one);
    }

    private String stack(String account, Region region) {
        return facade.aws.existingStack(account, region, "alarms", TOPIC, Map.of("Level", "high"));
    }

    private StackSet ofStack(String stackId) {
        return facade.get(facade.stackSets.create("alarms", s -> s.template(TemplateSource.ofStack(stackId))));
    }
}
