package dev.stacksets.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.contract.Counterpart.Kind;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.InsufficientCapabilitiesException;
import dev.stacksets.error.NameAlreadyExistsException;
import dev.stacksets.error.OperationIdAlreadyExistsException;
import dev.stacksets.error.OperationNotFoundException;
import dev.stacksets.error.StackSetNotEmptyException;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.target.InstanceFilter;
import dev.stacksets.target.InstanceStatus;
import dev.stacksets.testing.peer.Deviation;
import dev.stacksets.testing.peer.EndpointProbe;
import dev.stacksets.testing.peer.EndpointReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the facade promises, against five servers. A row that a server cannot show is skipped, and the table at the end
 * says why, in the words of the probe or of what is missing here.
 */
@Tag("contract")
@ParameterizedClass
@EnumSource(Kind.class)
@Timeout(value = 30, unit = TimeUnit.MINUTES) // of AWS; everything else takes seconds
class ContractTest {
    private static final String TEMPLATE = """
            Parameters:
              Level: {Type: String, Default: low}
            Resources:
              Handle: {Type: AWS::CloudFormation::WaitConditionHandle}
            """;

    @RegisterExtension
    static final ContractTable TABLE = new ContractTable();

    private static Optional<String> absence = Optional.empty();
    private static @Nullable Counterpart running;
    private static @Nullable EndpointReport report;

    final Kind kind;

    private final List<StackSet> made = new ArrayList<>();
    private Counterpart server;
    private EndpointReport probed;
    private StackSets stackSets;
    private String name;

    ContractTest(Kind kind) {
        this.kind = kind;
    }

    @BeforeParameterizedClassInvocation
    static void start(Kind kind) throws InterruptedException {
        absence = Counterpart.absence(kind);
        if (absence.isEmpty()) {
            running = Counterpart.start(kind);
            report = EndpointProbe.of(running.client)
                    .timeSource(running.time)
                    .target(running.accounts.get(0), running.regions.get(0))
                    .run();
            TABLE.probed(kind, report);
        }
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    @AfterAll
    static void show() {
        TABLE.print();
    }

    @BeforeEach
    void connect(TestInfo test) {
        absence.ifPresent(Assumptions::abort);
        server = Objects.requireNonNull(running);
        probed = Objects.requireNonNull(report);
        stackSets = server.stackSets();
        name = "contract-" + Long.toHexString(server.time.random().nextLong() >>> 20);
    }

    @AfterEach
    void cleanUp() throws InterruptedException {
        for (StackSet stackSet : made) {
            if (isThere(stackSet)) {
                stackSet.deleteEverything(d -> d.deleteStacks()).outcome().join();
            }
        }
        if (stackSets != null) {
            stackSets.close();
        }
    }

    private static boolean isThere(StackSet stackSet) {
        return stackSet.describe()
                .handle((found, failure) ->
                        failure == null && found.status().name().equals("ACTIVE"))
                .join();
    }

    @Test
    void create_isDescribedByNameAndDeleted() {
        StackSet stackSet = create();

        assertThat(stackSet.describe().join().name()).isEqualTo(name);
        assertThat(stackSets.stackSet(name).describe().join().templateBody()).contains(TEMPLATE);

        stackSet.delete().join();
        assertFails(stackSets.stackSet(name).describe(), StackSetNotFoundException.class);
    }

    @Test
    void create_takenName_isTyped() {
        requireNot(Deviation.NAMES_NOT_UNIQUE);
        create();

        assertFails(
                stackSets.create(name, s -> s.template(TemplateSource.inline(TEMPLATE + "Description: other\n"))),
                NameAlreadyExistsException.class);
    }

    @Test
    void create_withoutCapability_isTypedAndNamesIt() {
        requireNot(Deviation.CAPABILITIES_NOT_ASKED);

        assertFails(
                stackSets.create(
                        name, s -> s.template(TemplateSource.inline("Resources: {Group: {Type: AWS::IAM::Group}}"))),
                InsufficientCapabilitiesException.class);
    }

    @Test
    void describe_whatIsNotThere_isTyped() {
        assertFails(stackSets.stackSet("contract-nobody").describe(), StackSetNotFoundException.class);
        assertThat(stackSets.listStackSets().toList().join())
                .noneMatch(summary -> summary.name().equals("contract-nobody"));
    }

    @Test
    void describeOperation_whatIsNotThere_isTyped() {
        requireNot(Deviation.UNKNOWN_OPERATION_UNTYPED);

        assertFails(create().describeOperation("nobody"), OperationNotFoundException.class);
    }

    @Test
    void deploy_everyTarget_succeedsAndIsListed() throws InterruptedException {
        StackSet stackSet = create();

        OperationResult result = deploy(stackSet).await();

        assertThat(result.status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(result.failures()).isEmpty();
        assertThat(stackSet.listInstances(InstanceFilter.all()).toList().join())
                .hasSize(server.instances())
                .allMatch(instance -> instance.status() == InstanceStatus.CURRENT);
    }

    @Test
    void deploy_result_countsEveryTarget() throws InterruptedException {
        requireNot(Deviation.RESULTS_EMPTY);
        StackSet stackSet = create();

        OperationHandle rollout = deploy(stackSet);
        OperationResult result = rollout.await();

        assertThat(result.complete()).isTrue();
        assertThat(result.counts().succeeded()).isEqualTo(server.instances());
        assertThat(rollout.progress().totalInstances()).hasValue(server.instances());
    }

    @Test
    void deploy_token_isResumedElsewhere() throws InterruptedException {
        requireNot(Deviation.IGNORES_OPERATION_ID);
        OperationHandle rollout = deploy(create());
        OperationToken token = OperationToken.parse(rollout.accepted().join().encode());

        try (StackSets elsewhere = server.stackSets()) {
            assertThat(elsewhere.resume(token).await().status()).isEqualTo(OperationStatus.SUCCEEDED);
        }
    }

    @Test
    void deploy_operationIdIgnored_isFollowedHere() throws InterruptedException {
        require(Deviation.IGNORES_OPERATION_ID);
        OperationHandle rollout = deploy(create());

        assertThat(rollout.await().token()).isEqualTo(rollout.token());
    }

    @Test
    void deploy_sameIdAndRequestTwice_isOneOperation() throws InterruptedException {
        requireNot(Deviation.IGNORES_OPERATION_ID);
        StackSet stackSet = create();

        deploy(stackSet, "run-7").await();
        deploy(stackSet, "run-7").await();

        assertThat(stackSet.listOperations().toList().join()).hasSize(1);
    }

    @Test
    void removal_underAnIdOfADeployment_isRefused() throws InterruptedException {
        requireNot(Deviation.IGNORES_OPERATION_ID);
        requireNot(Deviation.REPEATS_OPERATION_ID);
        StackSet stackSet = create();
        deploy(stackSet, "run-7").await();

        OperationHandle removal = stackSet.removeInstances(r -> r.accounts(server.accounts)
                .regions(server.regions)
                .deleteStacks()
                .operationId("run-7"));

        assertFails(removal.completion(), OperationIdAlreadyExistsException.class);
    }

    @Test
    void deploy_whileAnotherRuns_waitsForItsTurn() throws InterruptedException {
        requireNot(Deviation.COMPLETES_AT_ONCE);
        StackSet stackSet = create();
        OperationHandle first = deploy(stackSet);
        first.accepted().join();

        OperationResult second = stackSet.updateInstances(
                        u -> u.accounts(server.accounts).regions(server.regions))
                .await();

        assertThat(second.status()).isEqualTo(OperationStatus.SUCCEEDED);
        OperationResult before = first.await();
        assertThat(before.status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(second.startedAt().orElseThrow())
                .isAfterOrEqualTo(before.endedAt().orElseThrow());
    }

    @Test
    void stop_midway_isStopped() throws InterruptedException {
        requireNot(Deviation.COMPLETES_AT_ONCE);
        OperationHandle rollout = deploy(create());
        rollout.accepted().join();

        rollout.stop().join();

        assertThat(rollout.awaitOutcome().status()).isEqualTo(OperationStatus.STOPPED);
    }

    @Test
    void update_parameter_isDeployedAndDescribed() throws InterruptedException {
        StackSet stackSet = create();
        deploy(stackSet).await();

        OperationResult result = stackSet.update(
                        u -> u.template(TemplateSource.inline(TEMPLATE)).parameter("Level", "high"))
                .await();

        assertThat(result.status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(stackSet.describe().join().parameters()).containsEntry("Level", "high");
    }

    @Test
    void updateInstances_override_isDescribed() throws InterruptedException {
        StackSet stackSet = create();
        deploy(stackSet).await();
        String account = server.accounts.get(0);
        String region = server.regions.get(0);

        stackSet.updateInstances(u -> u.accounts(account).regions(region).overrides(o -> o.set("Level", "high")))
                .await();

        assertThat(stackSet.describeInstance(account, region).join().overrides())
                .hasValueSatisfying(overrides -> assertThat(overrides).containsEntry("Level", "high"));
    }

    @Test
    void removeInstances_oneOfThem_leavesTheOthers() throws InterruptedException {
        StackSet stackSet = create();
        deploy(stackSet).await();

        OperationResult result = stackSet.removeInstances(r -> r.accounts(server.accounts.get(0))
                        .regions(server.regions.get(0))
                        .deleteStacks())
                .await();

        assertThat(result.status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(stackSet.listInstances(InstanceFilter.all()).toList().join()).hasSize(server.instances() - 1);
    }

    @Test
    void delete_withInstances_isTyped_deleteEverythingIsNot() throws InterruptedException {
        requireNot(Deviation.DELETES_NOT_EMPTY);
        StackSet stackSet = create();
        deploy(stackSet).await();

        assertFails(stackSet.delete(), StackSetNotEmptyException.class);

        stackSet.deleteEverything(d -> d.deleteStacks()).outcome().join();
        assertFails(stackSets.stackSet(name).describe(), StackSetNotFoundException.class);
    }

    @Test
    void detectDrift_isReported() throws InterruptedException {
        require("DetectStackSetDrift");
        StackSet stackSet = create();
        deploy(stackSet).await();

        OperationResult result = stackSet.detectDrift(d -> {}).await();

        assertThat(result.drift()).isPresent();
    }

    @Test
    void detectDrift_missing_isTypedAndNoHang() {
        requireMissing("DetectStackSetDrift");

        OperationHandle drift = create().detectDrift(d -> {});

        assertThatThrownBy(() -> drift.completion().join())
                .cause()
                .isInstanceOf(StackSetsException.class)
                .hasMessageContaining("DetectStackSetDrift");
    }

    @Test
    void summarizeTemplate_namesParametersAndCapabilities() {
        require("GetTemplateSummary");

        assertThat(stackSets
                        .summarizeTemplate(TemplateSource.inline(TEMPLATE))
                        .join()
                        .parameters())
                .containsOnlyKeys("Level");
    }

    @Test
    void summarizeTemplate_missing_isTypedAndNoHang() {
        requireMissing("GetTemplateSummary");

        assertFails(stackSets.summarizeTemplate(TemplateSource.inline(TEMPLATE)), StackSetsException.class);
    }

    @Test
    void results_areListedByOutcome() throws InterruptedException {
        requireNot(Deviation.RESULTS_EMPTY);
        StackSet stackSet = create();
        OperationHandle rollout = deploy(stackSet);
        rollout.await();

        List<InstanceResult> results = stackSet.listOperationResults(
                        rollout.token().operationId())
                .toList()
                .join();

        assertThat(results).extracting(result -> result.instance().account()).containsAll(server.accounts);
    }

    private StackSet create() {
        StackSet stackSet = stackSets
                .create(name, s -> s.template(TemplateSource.inline(TEMPLATE)))
                .join();
        made.add(stackSet);
        return stackSet;
    }

    private OperationHandle deploy(StackSet stackSet) {
        return stackSet.deploy(d -> d.accounts(server.accounts)
                .regions(server.regions)
                .preferences(p -> p.maxConcurrentPercentage(100).failureTolerancePercentage(100)));
    }

    private OperationHandle deploy(StackSet stackSet, String operationId) {
        return stackSet.deploy(
                d -> d.accounts(server.accounts).regions(server.regions).operationId(operationId));
    }

    private static void assertFails(CompletableFuture<?> future, Class<? extends Throwable> with) {
        assertThatThrownBy(future::join).hasCauseInstanceOf(with);
    }

    private void requireNot(Deviation deviation) {
        if (probed.has(deviation)) {
            Assumptions.abort(deviation.text());
        }
    }

    private void require(Deviation deviation) {
        if (!probed.has(deviation)) {
            Assumptions.abort("it does as AWS does");
        }
    }

    private void require(String action) {
        if (!probed.supports(action)) {
            Assumptions.abort("it has no " + action);
        }
    }

    private void requireMissing(String action) {
        if (probed.supports(action)) {
            Assumptions.abort("it has " + action);
        }
    }
}
