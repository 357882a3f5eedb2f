package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.testing.organization.Organization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.LimitExceededException;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSet;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperation;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationAction;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;

/** AutoDeployment.DependsOn: the order of automatic deployments over several stack sets. */
class DependenciesTest {

    private static final String MANAGEMENT = "111111111111";

    private final StackSetsSimulator aws = simulator();
    private final Organization organization = aws.organization();
    private final CloudFormationAsyncClient client = aws.asyncClient();
    private final String unit = organization.unit("Workloads");

    private static StackSetsSimulator.Builder builder() {
        return StackSetsSimulator.builder()
                .organization(o -> o.managementAccount(MANAGEMENT)
                        .ou("Workloads", ou -> ou.accounts(1))
                        .ou("Other", ou -> ou.accounts(1)));
    }

    private static StackSetsSimulator simulator() {
        return builder().build();
    }

    @AfterEach
    void holds() {
        aws.checkInvariants();
    }

    private static String created(CloudFormationAsyncClient client, String name, List<String> dependsOn) {
        client.createStackSet(r -> r.stackSetName(name)
                        .templateBody(Samples.TEMPLATE)
                        .permissionModel("SERVICE_MANAGED")
                        .autoDeployment(a -> a.enabled(true)
                                .retainStacksOnAccountRemoval(false)
                                .dependsOn(dependsOn)))
                .join();
        return stackSet(client, name).stackSetARN();
    }

    private String created(String name, String... dependsOn) {
        return created(client, name, List.of(dependsOn));
    }

    private static StackSet stackSet(CloudFormationAsyncClient client, String name) {
        return client.describeStackSet(r -> r.stackSetName(name)).join().stackSet();
    }

    private List<String> dependsOn(String name) {
        return stackSet(client, name).autoDeployment().dependsOn();
    }

    private static void deploy(StackSetsSimulator simulator, String... names) {
        for (String name : names) {
            simulator
                    .asyncClient()
                    .createStackInstances(r -> r.stackSetName(name)
                            .deploymentTargets(t -> t.organizationalUnitIds(
                                    simulator.organization().unit("Workloads")))
                            .regions(IRELAND))
                    .join();
        }
        simulator.time().runUntilIdle();
    }

    /** The newest operation of a set. */
    private static StackSetOperation newest(CloudFormationAsyncClient client, String name) {
        String id = client.listStackSetOperations(r -> r.stackSetName(name))
                .join()
                .summaries()
                .get(0)
                .operationId();
        return client.describeStackSetOperation(r -> r.stackSetName(name).operationId(id))
                .join()
                .stackSetOperation();
    }

    private StackSetOperation newest(String name) {
        return newest(client, name);
    }

    private List<String> accounts(String name) {
        return deployed(client, name);
    }

    private void update(String name, String... dependsOn) {
        client.updateStackSet(r -> r.stackSetName(name)
                        .usePreviousTemplate(true)
                        .autoDeployment(a -> a.enabled(true).dependsOn(dependsOn)))
                .join();
        aws.time().runUntilIdle();
    }

    private void refused(String message, Runnable call) {
        assertThatThrownBy(call::run)
                .satisfies(thrown -> assertThat(
                                Samples.refusal(thrown).awsErrorDetails().errorMessage())
                        .contains(message));
    }

    @Test
    void join_chainOfThree_deploysOneAfterTheOther() {
        String network = created("network");
        String platform = created("platform", network);
        created("app", platform);
        deploy(aws, "app", "platform", "network");

        String account = organization.createAccount(unit);
        assertThat(newest("network").status()).isEqualTo(StackSetOperationStatus.RUNNING);
        assertThat(newest("platform").status()).isEqualTo(StackSetOperationStatus.QUEUED);
        assertThat(newest("app").status()).isEqualTo(StackSetOperationStatus.QUEUED);
        aws.time().runUntil(() -> newest("network").status() == StackSetOperationStatus.SUCCEEDED);
        assertThat(newest("platform").status()).isEqualTo(StackSetOperationStatus.RUNNING);
        assertThat(newest("app").status()).isEqualTo(StackSetOperationStatus.QUEUED);
        aws.time().runUntilIdle();

        assertThat(newest("app").status()).isEqualTo(StackSetOperationStatus.SUCCEEDED);
        assertThat(accounts("app")).contains(account);
    }

    @Test
    void join_throughASetThatDoesNotFollow_stillWaits() {
        String network = created("network");
        String between = created("between", network);
        created("app", between);
        deploy(aws, "app", "network");

        organization.createAccount(unit);

        assertThat(newest("network").status()).isEqualTo(StackSetOperationStatus.RUNNING);
        assertThat(newest("app").status()).isEqualTo(StackSetOperationStatus.QUEUED);
    }

    @Test
    void join_dependencyFails_dependentsFailWithoutBeginning() {
        String network = created("network");
        String platform = created("platform", network);
        created("app", platform);
        deploy(aws, "network", "platform", "app");
        String account = organization.accounts(organization.unit("Other")).get(0);
        aws.faults().account(account).fails("no role");

        organization.move(account, unit);
        aws.time().runUntilIdle();

        assertThat(newest("network").status()).isEqualTo(StackSetOperationStatus.FAILED);
        assertThat(newest("platform")).satisfies(operation -> {
            assertThat(operation.status()).isEqualTo(StackSetOperationStatus.FAILED);
            assertThat(operation.statusReason()).contains(network).contains("FAILED");
        });
        assertThat(newest("app").statusReason()).contains(network);
        assertThat(accounts("app")).doesNotContain(account);
    }

    @Test
    void leave_goesAlongTheDependencies() {
        String network = created("network");
        created("app", network);
        deploy(aws, "network", "app");

        organization.remove(organization.accounts(unit).get(0));

        assertThat(newest("network")).satisfies(operation -> {
            assertThat(operation.action()).isEqualTo(StackSetOperationAction.DELETE);
            assertThat(operation.status()).isEqualTo(StackSetOperationStatus.RUNNING);
        });
        assertThat(newest("app").status()).isEqualTo(StackSetOperationStatus.QUEUED);
        aws.time().runUntilIdle();
        assertThat(accounts("network")).isEmpty();
        assertThat(accounts("app")).isEmpty();
    }

    @Test
    void leave_dependentsFirstIfToldTo() {
        StackSetsSimulator other = builder().removesDependentsFirst().build();
        String network = created(other.asyncClient(), "network", List.of());
        created(other.asyncClient(), "app", List.of(network));
        deploy(other, "network", "app");
        String target = other.organization().unit("Workloads");

        other.organization().remove(other.organization().accounts(target).get(0));
        assertThat(newest(other.asyncClient(), "app").status()).isEqualTo(StackSetOperationStatus.RUNNING);
        assertThat(newest(other.asyncClient(), "network").status()).isEqualTo(StackSetOperationStatus.QUEUED);
        other.time().runUntilIdle();
        other.organization().createAccount(target);

        assertThat(newest(other.asyncClient(), "network").status()).isEqualTo(StackSetOperationStatus.RUNNING);
        assertThat(newest(other.asyncClient(), "app").status()).isEqualTo(StackSetOperationStatus.QUEUED);
        other.time().runUntilIdle();
        other.checkInvariants();
    }

    @Test
    void manualOperations_waitForNobody() {
        String network = created("network");
        created("app", network);
        client.createStackInstances(r -> r.stackSetName("network")
                        .deploymentTargets(t -> t.organizationalUnitIds(unit))
                        .regions(IRELAND))
                .join();

        client.createStackInstances(r -> r.stackSetName("app")
                        .deploymentTargets(t -> t.organizationalUnitIds(unit))
                        .regions(IRELAND))
                .join();

        assertThat(newest("network").status()).isEqualTo(StackSetOperationStatus.RUNNING);
        assertThat(newest("app").status()).isEqualTo(StackSetOperationStatus.RUNNING);
    }

    @Test
    void cycles_ofAnyLength_areRefused() {
        String first = created("first");
        String second = created("second", first);
        String third = created("third", second);

        refused("cycle", () -> update("first", first));
        refused("cycle", () -> update("first", second));
        refused("stack set third depends on stack set first already", () -> update("first", third));
        assertThat(dependsOn("first")).isEmpty();
        update("third", first);
        assertThat(dependsOn("third")).containsExactly(first);
    }

    @Test
    void dependencies_ofWhatIsNoneOfOurs_areRefused() {
        client.createStackSet(r -> r.stackSetName("self").templateBody(Samples.TEMPLATE))
                .join();
        String self = stackSet(client, "self").stackSetARN();
        String elsewhere = self.replace("us-east-1", "eu-west-1");

        refused("names no service-managed stack set", () -> created("app", self));
        refused("names no service-managed stack set", () -> created("app", elsewhere));
        refused("names no service-managed stack set", () -> created("app", "self"));
    }

    @Test
    void dependencies_areTenOfASetAndAHundredOfAnAccount() {
        List<String> arns =
                IntStream.rangeClosed(1, 11).mapToObj(i -> created("base" + i)).toList();
        assertThatThrownBy(() -> created(client, "app", arns)).hasCauseInstanceOf(LimitExceededException.class);

        IntStream.rangeClosed(1, 10).forEach(i -> created(client, "app" + i, arns.subList(0, 10)));

        assertThatThrownBy(() -> created("app", arns.get(0))).hasCauseInstanceOf(LimitExceededException.class);
        update("app1", arns.get(10));
        created("app", arns.get(0));
    }

    @Test
    void deletedSet_isNobodysDependencyAnyMore() {
        String network = created("network");
        String platform = created("platform");
        created("app", network, platform);

        client.deleteStackSet(r -> r.stackSetName("network")).join();

        assertThat(dependsOn("app")).containsExactly(platform);
    }

    @Test
    void queuedUpdate_onASetDeletedMeanwhile_failsWithAReason() {
        String network = created("network");
        client.createStackSet(r -> r.stackSetName("app")
                        .templateBody(Samples.TEMPLATE)
                        .permissionModel("SERVICE_MANAGED")
                        .managedExecution(m -> m.active(true)))
                .join();
        client.createStackInstances(r -> r.stackSetName("app")
                        .deploymentTargets(t -> t.organizationalUnitIds(unit))
                        .regions(IRELAND))
                .join();
        client.updateStackSet(r -> r.stackSetName("app")
                        .usePreviousTemplate(true)
                        .autoDeployment(a -> a.enabled(true).dependsOn(network)))
                .join();
        client.deleteStackSet(r -> r.stackSetName("network")).join();
        aws.time().runUntilIdle();

        assertThat(newest("app")).satisfies(operation -> {
            assertThat(operation.status()).isEqualTo(StackSetOperationStatus.FAILED);
            assertThat(operation.statusReason()).contains("names no service-managed stack set");
        });
    }

    @Test
    void organizationsAccess_switchedOff_takesAllDependencies() {
        String network = created("network");
        created("app", network);

        client.deactivateOrganizationsAccess(r -> {}).join();

        assertThat(stackSet(client, "app").autoDeployment()).satisfies(auto -> {
            assertThat(auto.enabled()).isTrue();
            assertThat(auto.hasDependsOn()).isFalse();
        });
    }

    @Test
    void wandering_fiftySeeds_endsWithEveryAccountWhereItBelongs() {
        for (long seed = 1; seed <= 50; seed++) {
            wander(seed);
        }
    }

    private static void wander(long seed) {
        Random random = new Random(seed);
        StackSetsSimulator simulator = builder()
                .seed(seed)
                .stackDuration(Duration.ofSeconds(1), Duration.ofSeconds(90))
                .build();
        CloudFormationAsyncClient client = simulator.asyncClient();
        String network = created(client, "network", List.of());
        String platform = created(client, "platform", List.of(network));
        created(client, "app", List.of(network, platform));
        deploy(simulator, "network", "platform", "app");
        Organization organization = simulator.organization();
        List<String> units = List.of(organization.unit("Workloads"), organization.unit("Other"));
        for (int i = 0; i < 20; i++) {
            List<String> members = new ArrayList<>(organization.accounts(units.get(0)));
            members.addAll(organization.accounts(units.get(1)));
            switch (random.nextInt(3)) {
                case 0 -> organization.createAccount(units.get(random.nextInt(2)));
                case 1 -> organization.move(members.get(random.nextInt(members.size())), units.get(random.nextInt(2)));
                default -> simulator.time().advance(Duration.ofSeconds(random.nextInt(200)));
            }
            simulator.checkInvariants();
        }
        simulator.time().runUntilIdle();
        simulator.checkInvariants();
        for (String name : List.of("network", "platform", "app")) {
            assertThat(deployed(client, name))
                    .as("%s, seed %d: %s", name, seed, simulator.describe())
                    .containsExactlyInAnyOrderElementsOf(organization.accounts(units.get(0)));
        }
    }

    private static List<String> deployed(CloudFormationAsyncClient client, String name) {
        return client.listStackInstances(r -> r.stackSetName(name)).join().summaries().stream()
                .map(StackInstanceSummary::account)
                .toList();
    }
}
