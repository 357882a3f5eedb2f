package dev.stacksets.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.definition.Secret;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.internal.resilience.Redaction;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.DriftDetectionSpec;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.InstanceUpdateSpec;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.operation.StackImportSpec;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.target.ParameterOverrides;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ConcurrencyMode;
import software.amazon.awssdk.services.cloudformation.model.CreateStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.DetectStackSetDriftRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryRequest;
import software.amazon.awssdk.services.cloudformation.model.ImportStacksToStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.PermissionModels;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackSetRequest;

class RequestsTest {
    private static final Requests REQUESTS = new Requests(null);
    private static final String STACK = "arn:aws:cloudformation:eu-west-1:111122223333:stack/alarms/1a2b";
    private static final OperationToken TOKEN = new OperationToken("us-east-1", "baseline", "op-1");

    @Test
    void create_sendsOnlyWhatIsSet() {
        CreateStackSetRequest bare = REQUESTS.create(
                StackSetDefinition.builder()
                        .name("baseline")
                        .template(TemplateSource.url("https://bucket/t.yaml"))
                        .build(),
                "token-1");

        assertThat(bare)
                .isEqualTo(CreateStackSetRequest.builder()
                        .stackSetName("baseline")
                        .templateURL("https://bucket/t.yaml")
                        .permissionModel(PermissionModels.SELF_MANAGED)
                        .clientRequestToken("token-1")
                        .build());
        assertThat(bare.hasParameters()).isFalse();
        assertThat(bare.hasTags()).isFalse();
        assertThat(bare.hasCapabilities()).isFalse();
    }

    @Test
    void create_fromAStack_sendsItsIdAlone() {
        TemplateSource ofStack = TemplateSource.ofStack(STACK);

        CreateStackSetRequest request = REQUESTS.create(
                StackSetDefinition.builder().name("baseline").template(ofStack).build(), "token-1");

        assertThat(request.stackId()).isEqualTo(STACK);
        assertThat(request.templateBody()).isNull();
        assertThat(request.templateURL()).isNull();
        assertThat(REQUESTS.summary(ofStack, "baseline"))
                .isEqualTo(GetTemplateSummaryRequest.builder()
                        .stackName(STACK)
                        .templateSummaryConfig(c -> c.treatUnrecognizedResourceTypesAsWarnings(true))
                        .build());
    }

    @Test
    void detectDrift_sendsPreferencesOnlyIfSet() {
        assertThat(REQUESTS.detectDrift(DriftDetectionSpec.builder().build(), TOKEN))
                .isEqualTo(DetectStackSetDriftRequest.builder()
                        .stackSetName("baseline")
                        .operationId("op-1")
                        .build());
        assertThat(REQUESTS.detectDrift(
                                DriftDetectionSpec.builder()
                                        .preferences(p -> p.maxConcurrentCount(2))
                                        .build(),
                                TOKEN)
                        .operationPreferences()
                        .maxConcurrentCount())
                .isEqualTo(2);
    }

    @Test
    void importStacks_sendsIdsOrTheirAddress_andUnitsOnlyIfSet() {
        assertThat(REQUESTS.importStacks(StackImportSpec.builder().stacks(STACK).build(), TOKEN))
                .isEqualTo(ImportStacksToStackSetRequest.builder()
                        .stackSetName("baseline")
                        .operationId("op-1")
                        .stackIds(STACK)
                        .build())
                .satisfies(request ->
                        assertThat(request.hasOrganizationalUnitIds()).isFalse());
        assertThat(REQUESTS.importStacks(
                        StackImportSpec.builder()
                                .stacksFrom("s3://bucket/stacks.csv")
                                .organizationalUnits("ou-ab12-11111111")
                                .build(),
                        TOKEN))
                .isEqualTo(ImportStacksToStackSetRequest.builder()
                        .stackSetName("baseline")
                        .operationId("op-1")
                        .stackIdsUrl("s3://bucket/stacks.csv")
                        .organizationalUnitIds("ou-ab12-11111111")
                        .build())
                .satisfies(request -> assertThat(request.hasStackIds()).isFalse());
    }

    @Test
    void create_sendsEverythingThatIsSet() {
        CreateStackSetRequest full = REQUESTS.create(
                StackSetDefinition.builder()
                        .name("baseline")
                        .description("d")
                        .template(TemplateSource.inline("Resources: {}"))
                        .parameter("User", "auditor")
                        .parameter("Password", Secret.of("hunter2"))
                        .capability(Capability.CAPABILITY_IAM)
                        .tag("team", "platform")
                        .administrationRoleArn("arn:aws:iam::111122223333:role/Admin")
                        .executionRoleName("Exec")
                        .managedExecution(true)
                        .build(),
                "token-1");

        assertThat(full.parameters()).containsExactly(parameter("User", "auditor"), parameter("Password", "hunter2"));
        assertThat(full.templateBody()).isEqualTo("Resources: {}");
        assertThat(full.description()).isEqualTo("d");
        assertThat(full.capabilities()).containsExactly(Capability.CAPABILITY_IAM);
        assertThat(full.tags())
                .extracting("key", "value")
                .containsExactly(org.assertj.core.groups.Tuple.tuple("team", "platform"));
        assertThat(full.administrationRoleARN()).isEqualTo("arn:aws:iam::111122223333:role/Admin");
        assertThat(full.executionRoleName()).isEqualTo("Exec");
        assertThat(full.managedExecution().active()).isTrue();
    }

    @Test
    void overrides_absentEmptyAndSet_areThreeRequests() {
        UpdateStackInstancesRequest absent = REQUESTS.updateInstances(update(ParameterOverrides.unchanged()), TOKEN);
        UpdateStackInstancesRequest empty = REQUESTS.updateInstances(update(ParameterOverrides.none()), TOKEN);
        UpdateStackInstancesRequest set = REQUESTS.updateInstances(
                update(ParameterOverrides.exactly(o -> o.set("A", "1").keep("B"))), TOKEN);

        assertThat(absent.hasParameterOverrides()).isFalse();
        assertThat(empty.hasParameterOverrides()).isTrue();
        assertThat(empty.parameterOverrides()).isEmpty();
        assertThat(set.parameterOverrides())
                .containsExactly(
                        parameter("A", "1"),
                        Parameter.builder()
                                .parameterKey("B")
                                .usePreviousValue(true)
                                .build());
    }

    @Test
    void deploy_carriesEveryPreference() {
        CreateStackInstancesRequest request = REQUESTS.deploy(
                DeploymentSpec.builder()
                        .accounts("111122223333")
                        .regions("us-east-1", "eu-west-1")
                        .preferences(p -> p.failureTolerancePercentage(10)
                                .maxConcurrentPercentage(25)
                                .regionOrder("eu-west-1", "us-east-1")
                                .regionConcurrency(RegionConcurrencyType.PARALLEL)
                                .concurrencyMode(ConcurrencyMode.SOFT_FAILURE_TOLERANCE))
                        .overrides(o -> o.set("K", Secret.of("v")))
                        .build(),
                TOKEN);

        assertThat(request.operationPreferences())
                .isEqualTo(StackSetOperationPreferences.builder()
                        .failureTolerancePercentage(10)
                        .maxConcurrentPercentage(25)
                        .regionOrder("eu-west-1", "us-east-1")
                        .regionConcurrencyType(RegionConcurrencyType.PARALLEL)
                        .concurrencyMode(ConcurrencyMode.SOFT_FAILURE_TOLERANCE)
                        .build());
        assertThat(request.operationId()).isEqualTo("op-1");
        assertThat(request.accounts()).containsExactly("111122223333");
        assertThat(request.regions()).containsExactly("us-east-1", "eu-west-1");
        assertThat(Requests.secrets(ParameterOverrides.exactly(
                        o -> o.set("K", Secret.of("v")).set("L", "w"))))
                .extracting(Redaction::secrets, InstanceOfAssertFactories.iterable(String.class))
                .containsExactly("v");
        assertThat(Requests.secrets(ParameterOverrides.unchanged())).isSameAs(Redaction.NONE);
    }

    @Test
    void update_tellsTagsLeftAloneFromTagsRemoved() {
        UpdateStackSetRequest alone =
                REQUESTS.update(StackSetUpdateSpec.builder().build(), TOKEN);
        UpdateStackSetRequest removed =
                REQUESTS.update(StackSetUpdateSpec.builder().removeTags().build(), TOKEN);

        assertThat(alone.hasTags()).isFalse();
        assertThat(alone.usePreviousTemplate()).isTrue();
        assertThat(alone.operationPreferences()).isNull();
        assertThat(removed.hasTags()).isTrue();
        assertThat(removed.tags()).isEmpty();
    }

    @Test
    void update_ofEverything_sendsEverything() {
        UpdateStackSetRequest request = REQUESTS.update(
                StackSetUpdateSpec.builder()
                        .template(TemplateSource.inline("Resources: {}"))
                        .parameter("User", "auditor")
                        .usePreviousValue("Password")
                        .capabilities(List.of(Capability.CAPABILITY_NAMED_IAM))
                        .tags(Map.of("team", "platform"))
                        .description("d")
                        .administrationRoleArn("arn:aws:iam::111122223333:role/Admin")
                        .executionRoleName("Exec")
                        .accounts("111122223333")
                        .regions("us-east-1")
                        .preferences(p -> p.failureToleranceCount(0).maxConcurrentCount(1))
                        .build(),
                TOKEN);

        assertThat(request.usePreviousTemplate()).isNull();
        assertThat(request.templateBody()).isEqualTo("Resources: {}");
        assertThat(request.parameters().get(1).usePreviousValue()).isTrue();
        assertThat(request.accounts()).containsExactly("111122223333");
        assertThat(request.operationPreferences().failureToleranceCount()).isZero();
        assertThat(REQUESTS.update(
                                StackSetUpdateSpec.builder()
                                        .managedExecution(false)
                                        .build(),
                                TOKEN)
                        .managedExecution()
                        .active())
                .isFalse();
    }

    @Test
    void remove_statesTheFateOfTheStacks() {
        DeleteStackInstancesRequest retain = REQUESTS.removeInstances(
                InstanceRemovalSpec.builder()
                        .accounts("111122223333")
                        .regions("us-east-1")
                        .retainStacks()
                        .build(),
                TOKEN);

        assertThat(retain.retainStacks()).isTrue();
    }

    @Test
    void summary_ofThePreviousTemplate_asksByStackSet() {
        assertThat(REQUESTS.summary(TemplateSource.previous(), "baseline").stackSetName())
                .isEqualTo("baseline");
        assertThat(REQUESTS.summary(TemplateSource.inline("Resources: {}"), "baseline")
                        .stackSetName())
                .isNull();
    }

    private static InstanceUpdateSpec update(ParameterOverrides overrides) {
        return InstanceUpdateSpec.builder()
                .accounts("111122223333")
                .regions("us-east-1")
                .overrides(overrides)
                .build();
    }

    private static Parameter parameter(String key, String value) {
        return Parameter.builder().parameterKey(key).parameterValue(value).build();
    }
}
