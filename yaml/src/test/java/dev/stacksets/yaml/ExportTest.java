package dev.stacksets.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.target.AccountFilter;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.StackInstance;
import dev.stacksets.target.Targets;
import dev.stacksets.testing.StackSetsSimulator;
import dev.stacksets.yaml.ExportOptions.Instances;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.CallAs;

/** A stack set exported from the service and made again is the same stack set with the same instances. */
class ExportTest {
    private static final String ONE = "111122223333";
    private static final String TWO = "444455556666";
    private static final String THREE = "777788889999";
    private static final String VIRGINIA = "us-east-1";
    private static final String IRELAND = "eu-west-1";
    private static final ExportOptions TARGETS = ExportOptions.defaults().instances(Instances.TARGETS);
    private static final ExportOptions OVERRIDES = ExportOptions.defaults().instances(Instances.WITH_OVERRIDES);
    private static final String TEMPLATE = """
            Description: Doors
            Parameters:
              Level: {Type: String, Default: low}
              Pin: {Type: String, NoEcho: true, Default: initial-secret}
            Resources:
              Door: {Type: AWS::SNS::Topic}
            """;

    private final StackSetsSimulator aws = StackSetsSimulator.builder()
            .organization(o -> o.managementAccount("111111111111")
                    .ou("Workloads", unit -> unit.accounts(3))
                    .ou("Other", unit -> unit.accounts(2)))
            .build();
    private final StackSets stackSets = facade(aws);

    @AfterEach
    void close() {
        stackSets.close();
    }

    @Test
    void definition_withSecrets_isTheSameMadeAgain() throws IOException {
        StackSet doors = created(d -> d.description("of the house")
                .parameter("Level", "high")
                .parameter("Pin", Secret.of("mine-secret"))
                .tag("team", "doors")
                .executionRoleName("Exec")
                .managedExecution(true));

        StackSetTemplate exported = StackSetTemplate.export(doors).join();

        keep("exported", exported);
        assertThat(exported.text()).doesNotContain("mine-secret", "****");
        assertThat(exported.neededParameters()).containsExactly("Pin");
        assertThat(exported.deployments()).isEmpty();
        assertThat(aws.calls().all())
                .extracting("action")
                .containsExactly("CreateStackSet", "DescribeStackSet", "GetTemplateSummary");
        assertThat(madeAgain(exported.definition(Map.of("Pin", Secret.of("mine-secret")))))
                .isEqualTo(doors.describe().join().toString().replace(doors.nameOrId(), "ID"));
    }

    private static String madeAgain(StackSetDefinition definition) {
        try (StackSets elsewhere = facade(StackSetsSimulator.create())) {
            StackSet again = elsewhere.create(definition).join();
            return again.describe()
                    .join()
                    .toString()
                    .replace(again.nameOrId(), "ID")
                    .replace("999988887777", "111111111111");
        }
    }

    @Test
    void instances_inNoRectangle_areExactlyThose() {
        StackSet doors = created(d -> d.parameter("Pin", Secret.of("mine-secret")));
        deploy(doors, d -> d.accounts(ONE, TWO).regions(VIRGINIA, IRELAND));
        deploy(doors, d -> d.accounts(THREE).regions(IRELAND));

        StackSetTemplate exported = StackSetTemplate.export(doors, TARGETS).join();

        assertThat(exported.deployments()).hasSize(2);
        assertThat(pairs(exported.deployments())).containsExactlyInAnyOrderElementsOf(instances(doors));
        assertThat(aws.calls().count("DescribeStackInstance")).isZero();
        assertThat(exported.text()).doesNotContain("ParameterOverrides");
    }

    @Test
    void overrides_whereAskedFor_areReadAndSecretOnesStayApart() throws IOException {
        StackSet doors = created(d -> d.parameter("Pin", Secret.of("mine-secret")));
        deploy(doors, d -> d.accounts(ONE, TWO).regions(VIRGINIA).overrides(o -> o.set("Level", "high")));
        deploy(
                doors,
                d -> d.accounts(ONE, TWO).regions(IRELAND).overrides(o -> o.set("Pin", Secret.of("door-secret"))));
        deploy(doors, d -> d.accounts(THREE).regions(VIRGINIA));

        StackSetTemplate exported = StackSetTemplate.export(doors, OVERRIDES).join();

        keep("exported-overrides", exported);
        assertThat(exported.text()).doesNotContain("door-secret", "****");
        Map<String, ParameterValue> pins =
                Map.of("PinOverride1", ParameterValue.of("first"), "PinOverride3", ParameterValue.of("second"));
        assertThat(exported.deployments(pins))
                .containsExactlyInAnyOrder(
                        DeploymentSpec.builder()
                                .accounts(ONE, TWO)
                                .regions(VIRGINIA)
                                .overrides(o -> o.set("Level", "high"))
                                .build(),
                        secretive(ONE, "first"),
                        secretive(TWO, "second"),
                        DeploymentSpec.builder()
                                .accounts(THREE)
                                .regions(VIRGINIA)
                                .build());
        assertThat(aws.calls().count("DescribeStackInstance")).isEqualTo(5);
    }

    private static DeploymentSpec secretive(String account, String pin) {
        return DeploymentSpec.builder()
                .accounts(account)
                .regions(IRELAND)
                .overrides(o -> o.set("Pin", Secret.of(pin)))
                .build();
    }

    @Test
    void overridesOfALostParameter_areLeftOut() {
        StackSet doors = created(d -> {});
        deploy(doors, d -> d.accounts(ONE).regions(VIRGINIA).overrides(o -> o.set("Level", "high")));
        finish(doors.update(u -> u.template(TemplateSource.inline("Resources: {Door: {Type: AWS::SNS::Topic}}"))));

        assertThat(StackSetTemplate.export(doors, OVERRIDES).join().deployments())
                .containsExactly(
                        DeploymentSpec.builder().accounts(ONE).regions(VIRGINIA).build());
    }

    /** Whatever instances there are, the groups hold every one of them once and no other. */
    @Test
    void randomInstances_areExactlyThose() {
        Random random = new Random(3);
        List<String> accounts =
                IntStream.range(0, 12).mapToObj(i -> String.format("%012d", i)).toList();
        List<String> regions = List.of(VIRGINIA, IRELAND, "us-west-2", "eu-central-1");
        StackSet doors = created(d -> {});
        for (int i = 0; i < 15; i++) {
            String level = "level-" + random.nextInt(3);
            List<String> some = accounts.subList(random.nextInt(6), 6 + random.nextInt(6));
            Set<String> where = Set.of(regions.get(random.nextInt(4)));
            deploy(doors, d -> d.accounts(some).regions(where).overrides(o -> o.set("Level", level)));
        }

        List<DeploymentSpec> exported =
                StackSetTemplate.export(doors, OVERRIDES).join().deployments();

        assertThat(pairs(exported)).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(instances(doors));
        for (DeploymentSpec deployment : exported) {
            for (InstanceId id : pairs(List.of(deployment))) {
                assertThat(deployment.overrides().toString())
                        .contains(doors.describeInstance(id.account(), id.region())
                                .join()
                                .overrides()
                                .orElseThrow()
                                .toString());
            }
        }
    }

    @Test
    void serviceManaged_thatFollowsItsUnits_isDeployedToWholeUnits() throws IOException {
        String workloads = aws.organization().unit("Workloads");
        String other = aws.organization().unit("Other");
        StackSet doors = created(d -> d.serviceManaged().autoDeployment(AutoDeployment.retainingStacks()));
        deploy(doors, d -> d.organizationalUnits(workloads, other).regions(VIRGINIA));
        deploy(doors, d -> d.organizationalUnits(other).regions(IRELAND));

        StackSetTemplate exported = StackSetTemplate.export(doors, TARGETS.callAs(CallAs.DELEGATED_ADMIN))
                .join();

        keep("exported-units", exported);
        assertThat(exported.deployments())
                .containsExactlyInAnyOrder(
                        DeploymentSpec.builder()
                                .organizationalUnits(workloads)
                                .regions(VIRGINIA)
                                .build(),
                        DeploymentSpec.builder()
                                .organizationalUnits(other)
                                .regions(IRELAND, VIRGINIA)
                                .build());
        assertThat(exported.callAs()).contains(CallAs.DELEGATED_ADMIN);
        assertThat(exported.definition(Map.of("Pin", Secret.of("mine-secret")))).satisfies(definition -> {
            assertThat(definition.autoDeployment()).contains(AutoDeployment.retainingStacks());
            assertThat(definition.administrationRoleArn()).isEmpty();
        });
    }

    @Test
    void serviceManaged_thatDoesNot_isDeployedToTheAccountsItHasNow() {
        String workloads = aws.organization().unit("Workloads");
        List<String> accounts = aws.organization().accounts(workloads);
        StackSet doors = created(d -> d.serviceManaged().autoDeployment(AutoDeployment.disabled()));
        deploy(
                doors,
                d -> d.targets(Targets.organizationalUnits(workloads).difference(accounts.get(0)))
                        .regions(VIRGINIA));

        assertThat(StackSetTemplate.export(doors, TARGETS).join().deployments())
                .singleElement()
                .satisfies(deployment -> assertThat(deployment.targets())
                        .isInstanceOfSatisfying(Targets.Units.class, units -> {
                            assertThat(units.units()).containsExactly(workloads);
                            assertThat(units.filter()).isEqualTo(AccountFilter.INTERSECTION);
                        }));
        assertThat(pairs(StackSetTemplate.export(doors, TARGETS).join().deployments()))
                .containsExactlyInAnyOrderElementsOf(instances(doors));
    }

    @Test
    void unitWithOverrides_isNotTakenForAWhole() {
        String workloads = aws.organization().unit("Workloads");
        String some = aws.organization().accounts(workloads).get(0);
        StackSet doors = created(d -> d.serviceManaged().autoDeployment(AutoDeployment.deletingStacks()));
        deploy(doors, d -> d.organizationalUnits(workloads).regions(VIRGINIA));
        finish(doors.updateInstances(
                u -> u.targets(Targets.organizationalUnits(workloads).intersection(some))
                        .regions(VIRGINIA)
                        .overrides(o -> o.set("Level", "high"))));

        List<DeploymentSpec> exported =
                StackSetTemplate.export(doors, OVERRIDES).join().deployments();

        assertThat(exported).hasSize(2);
        assertThat(pairs(exported)).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(instances(doors));
    }

    @Test
    void largeTemplate_goesToTheStore_orIsRefused() {
        StackSet doors = created(d -> d.template(TemplateSource.inline(TEMPLATE + "# " + "x".repeat(51_200))));

        StackSetTemplate exported = StackSetTemplate.export(
                        doors, ExportOptions.defaults().templateStore(aws.templateStore()))
                .join();

        assertThat(exported.definition(Map.of("Pin", Secret.of("mine-secret"))).template())
                .isInstanceOfSatisfying(
                        TemplateSource.Url.class, url -> assertThat(url.url()).startsWith("https://"));
        assertThatThrownBy(() -> StackSetTemplate.export(doors).join())
                .cause()
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("at most 51200 bytes");
    }

    @Test
    void stackSetThatIsNotThere_isTyped() {
        assertThatThrownBy(() ->
                        StackSetTemplate.export(stackSets.stackSet("nowhere")).join())
                .hasCauseInstanceOf(StackSetNotFoundException.class);
    }

    private static StackSets facade(StackSetsSimulator aws) {
        return StackSets.builder()
                .client(aws.asyncClient())
                .timeSource(aws.time())
                .callbackExecutor(Runnable::run)
                .templateStore(aws.templateStore())
                .build();
    }

    private StackSet created(Consumer<StackSetDefinition.Builder> more) {
        return stackSets
                .create("doors", d -> {
                    d.template(TemplateSource.inline(TEMPLATE));
                    more.accept(d);
                })
                .join();
    }

    private void deploy(StackSet stackSet, Consumer<DeploymentSpec.Builder> deployment) {
        finish(stackSet.deploy(d -> {
            d.preferences(p -> p.failureToleranceCount(20).maxConcurrentCount(20));
            deployment.accept(d);
        }));
    }

    private void finish(OperationHandle handle) {
        CompletableFuture<?> completion = handle.completion();
        aws.time().runUntil(completion::isDone);
        completion.join();
    }

    private static Set<InstanceId> instances(StackSet stackSet) {
        return stackSet.listInstances().toList().join().stream()
                .map(StackInstance::id)
                .collect(Collectors.toSet());
    }

    private static List<InstanceId> pairs(List<DeploymentSpec> deployments) {
        List<InstanceId> pairs = new ArrayList<>();
        for (DeploymentSpec deployment : deployments) {
            AccountList.Accounts accounts = (AccountList.Accounts)
                    (deployment.targets() instanceof Targets.Units units
                            ? units.accounts().orElseThrow()
                            : deployment.targets());
            accounts.accounts()
                    .forEach(account ->
                            deployment.regions().forEach(region -> pairs.add(new InstanceId(account, region))));
        }
        return pairs;
    }

    private static void keep(String name, StackSetTemplate template) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "exported"));
        Files.writeString(folder.resolve(name + ".yaml"), template.text());
    }
}
