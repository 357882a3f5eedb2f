package dev.stacksets.testing.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.target.InstanceStatus;
import dev.stacksets.target.StackInstance;
import dev.stacksets.testing.StackSetsSimulator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operation asks of the deployer, and what becomes of its answers. */
class StackDeployerTest {
    private static final String ONE = "111111111111";
    private static final String TWO = "222222222222";
    private static final String HERE = "us-east-1";
    private static final String TEMPLATE = """
            Parameters:
              Level: {Type: String, Default: low}
              Password: {Type: String, NoEcho: true}
            Resources:
              Topic: {Type: AWS::SNS::Topic}
            """;

    /** Keeps what it was asked, and answers as told. */
    private static final class Recording implements StackDeployer {
        final List<MemberStack> deployed = new ArrayList<>();
        final List<MemberStack> deleted = new ArrayList<>();
        final Map<String, CompletionStage<String>> answers = new HashMap<>();

        @Override
        public CompletionStage<String> deploy(MemberStack stack) {
            deployed.add(stack);
            return answers.getOrDefault(stack.account(), CompletableFuture.completedFuture(idOf(stack)));
        }

        @Override
        public CompletionStage<?> delete(MemberStack stack) {
            deleted.add(stack);
            return answers.getOrDefault(stack.account(), CompletableFuture.completedFuture(""));
        }
    }

    private final Recording deployer = new Recording();
    private final StackSetsSimulator aws =
            StackSetsSimulator.builder().stackDeployer(deployer).build();
    private final StackSets stackSets = StackSets.builder()
            .client(aws.asyncClient())
            .timeSource(aws.time().autoAdvance())
            .callbackExecutor(Runnable::run)
            .build();

    private static String idOf(MemberStack stack) {
        return "arn:aws:cloudformation:" + stack.region() + ":" + stack.account() + ":stack/" + stack.name() + "/real";
    }

    @AfterEach
    void close() {
        stackSets.close();
        aws.checkInvariants();
    }

    @Test
    void deploy_eachTarget_isAskedOfTheDeployer_andItsIdsAreTheInstances() throws InterruptedException {
        StackSet stackSet = create();

        deploy(stackSet);

        assertThat(deployer.deployed).hasSize(2).allSatisfy(stack -> {
            assertThat(stack.id()).isEmpty();
            assertThat(stack.name()).startsWith("StackSet-real-");
            assertThat(stack.templateBody()).isEqualTo(TEMPLATE);
            assertThat(stack.parameters()).isEqualTo(Map.of("Level", "low", "Password", "hidden-value"));
            assertThat(stack.toString()).doesNotContain("hidden-value").doesNotContain("Topic");
        });
        assertThat(instance(stackSet, ONE).stackId()).contains(idOf(deployer.deployed.get(0)));
    }

    @Test
    void update_stackThatIsThere_carriesItsIdAndTheNewValues() throws InterruptedException {
        StackSet stackSet = create();
        deploy(stackSet);
        String id = instance(stackSet, ONE).stackId().orElseThrow();
        deployer.deployed.clear();
        deployer.answers.put(ONE, CompletableFuture.completedFuture(id));

        stackSet.updateInstances(u -> u.accounts(ONE).regions(HERE).overrides(o -> o.set("Level", "high")))
                .await();

        assertThat(deployer.deployed).singleElement().satisfies(stack -> {
            assertThat(stack.id()).contains(id);
            assertThat(stack.parameters()).containsEntry("Level", "high");
        });
    }

    @Test
    void deploy_thatFails_failsTheInstanceWithItsReason_andTheNextTryBeginsAnew() throws InterruptedException {
        StackSet stackSet = create();
        deployer.answers.put(TWO, CompletableFuture.failedFuture(new IllegalStateException("the bucket is taken")));

        OperationResult failed = deploy(stackSet);

        assertThat(failed.failures())
                .singleElement()
                .extracting(InstanceResult::reason)
                .isEqualTo(Optional.of("the bucket is taken"));
        assertThat(instance(stackSet, TWO).status()).isEqualTo(InstanceStatus.OUTDATED);
        deployer.answers.clear();
        deployer.deployed.clear();
        assertThat(deploy(stackSet).failures()).isEmpty();
        assertThat(deployer.deployed)
                .filteredOn(stack -> stack.account().equals(TWO))
                .allMatch(stack -> stack.id().isEmpty());
    }

    @Test
    void deploy_thatThrows_failsTheInstance() throws InterruptedException {
        StackDeployer broken = new StackDeployer() {
            @Override
            public CompletionStage<String> deploy(MemberStack stack) {
                throw new IllegalStateException("no network");
            }

            @Override
            public CompletionStage<?> delete(MemberStack stack) {
                throw new IllegalStateException("no network");
            }
        };
        StackSetsSimulator other =
                StackSetsSimulator.builder().stackDeployer(broken).build();
        try (StackSets there = StackSets.builder()
                .client(other.asyncClient())
                .timeSource(other.time().autoAdvance())
                .callbackExecutor(Runnable::run)
                .build()) {
            StackSet stackSet = there.create(
                            "broken", s -> s.template(TemplateSource.inline("Resources: {T: {Type: AWS::SNS::Topic}}")))
                    .join();

            OperationResult result =
                    stackSet.deploy(d -> d.accounts(ONE).regions(HERE)).awaitOutcome();

            assertThat(result.failures())
                    .singleElement()
                    .extracting(InstanceResult::reason)
                    .isEqualTo(Optional.of("no network"));
        }
    }

    @Test
    void deploy_slowerThanItsTime_runsUntilItIsDone() {
        StackSet stackSet = create();
        CompletableFuture<String> slow = new CompletableFuture<>();
        deployer.answers.put(ONE, slow);

        var rollout = stackSet.deploy(d -> d.accounts(ONE).regions(HERE));
        aws.time().advance(java.time.Duration.ofHours(1));

        assertThat(rollout.outcome()).isNotDone();
        slow.complete("arn:aws:cloudformation:us-east-1:111111111111:stack/late/real");
        aws.time().runUntil(() -> rollout.outcome().isDone());
        assertThat(rollout.outcome()).isCompletedWithValueMatching(r -> r.status() == OperationStatus.SUCCEEDED);
        assertThat(instance(stackSet, ONE).stackId().orElseThrow()).endsWith("late/real");
    }

    @Test
    void plantedFailure_isNotAskedOfTheDeployer() throws InterruptedException {
        aws.faults().account(TWO).fails("planted");

        OperationResult result = deploy(create());

        assertThat(result.failures()).hasSize(1);
        assertThat(deployer.deployed)
                .singleElement()
                .extracting(MemberStack::account)
                .isEqualTo(ONE);
    }

    @Test
    void removal_deletesTheStack_retainingDoesNot() throws InterruptedException {
        StackSet stackSet = create();
        deploy(stackSet);
        String id = instance(stackSet, ONE).stackId().orElseThrow();

        stackSet.removeInstances(r -> r.accounts(ONE).regions(HERE).deleteStacks())
                .await();
        stackSet.removeInstances(r -> r.accounts(TWO).regions(HERE).retainStacks())
                .await();

        assertThat(deployer.deleted).singleElement().extracting(MemberStack::id).isEqualTo(Optional.of(id));
    }

    @Test
    void removal_thatFails_leavesTheInstanceInoperable_andCanBeTriedAgain() throws InterruptedException {
        StackSet stackSet = create();
        deploy(stackSet);
        deployer.answers.put(ONE, CompletableFuture.failedFuture(new IllegalStateException("the bucket is not empty")));

        OperationResult failed = remove(stackSet);

        assertThat(failed.failures())
                .singleElement()
                .extracting(InstanceResult::reason)
                .isEqualTo(Optional.of("the bucket is not empty"));
        assertThat(instance(stackSet, ONE).status()).isEqualTo(InstanceStatus.INOPERABLE);
        deployer.answers.clear();
        assertThat(remove(stackSet).status()).isEqualTo(OperationStatus.SUCCEEDED);
    }

    private static OperationResult remove(StackSet stackSet) throws InterruptedException {
        return stackSet.removeInstances(r -> r.accounts(ONE).regions(HERE).deleteStacks())
                .awaitOutcome();
    }

    private StackSet create() {
        return stackSets
                .create(
                        "real",
                        s -> s.template(TemplateSource.inline(TEMPLATE))
                                .parameter("Password", Secret.of("hidden-value")))
                .join();
    }

    private static OperationResult deploy(StackSet stackSet) throws InterruptedException {
        return stackSet.deploy(d -> d.accounts(ONE, TWO).regions(HERE).preferences(p -> p.failureToleranceCount(1)))
                .awaitOutcome();
    }

    private static StackInstance instance(StackSet stackSet, String account) {
        return stackSet.describeInstance(account, HERE).join();
    }
}
