package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.TEMPLATE;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.InsufficientCapabilitiesException;
import dev.stacksets.error.NameAlreadyExistsException;
import dev.stacksets.error.NoAnswerException;
import dev.stacksets.error.OperationInProgressException;
import dev.stacksets.error.OperationNotFoundException;
import dev.stacksets.error.ServiceException;
import dev.stacksets.error.StackInstanceNotFoundException;
import dev.stacksets.error.StackSetNotEmptyException;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.error.ThrottledException;
import dev.stacksets.error.ValidationException;
import dev.stacksets.operation.OperationResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Capability;

/** Each refusal is typed, says what next, and costs no more calls than it must. */
class ErrorsTest {
    private final Facade facade = new Facade();

    @AfterEach
    void close() {
        facade.close();
    }

    @Test
    void createWithoutCapability_namesTheResourcesAndTheCallToAdd() {
        CompletableFuture<StackSet> created = facade.stackSets.create(
                "baseline", s -> s.template(TemplateSource.inline(TEMPLATE)).parameter("Password", Facade.PASSWORD));

        assertThatThrownBy(created::join)
                .cause()
                .isInstanceOfSatisfying(InsufficientCapabilitiesException.class, missing -> {
                    assertThat(missing.required()).containsExactly("CAPABILITY_NAMED_IAM");
                    assertThat(missing.reason())
                            .hasValueSatisfying(reason -> assertThat(reason).contains("AWS::IAM::User"));
                })
                .hasMessageContaining("add .capability(Capability.CAPABILITY_NAMED_IAM)");
    }

    @Test
    void updateWithoutCapability_isAdvisedAsWell_alsoIfTheSummaryCannotBeRead() {
        StackSet stackSet = facade.baseline();
        OperationHandle advised =
                stackSet.update(u -> u.usePreviousValue("Password").parameter("Level", "high"));
        assertThatThrownBy(() -> advised.accepted().join())
                .cause()
                .isInstanceOf(InsufficientCapabilitiesException.class)
                .hasMessageContaining("AWS::IAM::User");

        facade.aws.faults().on("GetTemplateSummary").everyCall().fails(403, "AccessDenied", "no");
        OperationHandle bare =
                stackSet.update(u -> u.usePreviousValue("Password").parameter("Level", "high"));
        assertThatThrownBy(() -> bare.accepted().join())
                .cause()
                .isInstanceOfSatisfying(InsufficientCapabilitiesException.class, missing -> {
                    assertThat(missing.reason()).isEmpty();
                    assertThat(missing.token()).contains(bare.token());
                })
                .hasMessageContaining(".capability(");
    }

    @Test
    void createOfATakenName_isRefused_andARepeatedAttemptIsNot() {
        facade.aws.faults().on("CreateStackSet").call(1).losesAnswer();
        StackSet stackSet = facade.get(facade.stackSets.create(
                "topics", s -> s.template(TemplateSource.inline("Resources: {T: {Type: AWS::SNS::Topic}}"))));
        assertThat(stackSet.name()).isEqualTo("topics");

        assertThatThrownBy(() -> facade.stackSets
                        .create(
                                "topics",
                                s -> s.template(TemplateSource.inline("Resources: {U: {Type: AWS::SNS::Topic}}")))
                        .join())
                .hasCauseInstanceOf(NameAlreadyExistsException.class);
    }

    @Test
    void whatAwsAloneCanJudge_isAValidationException() {
        assertThatThrownBy(() -> facade.stackSets
                        .create(
                                "odd",
                                s -> s.template(TemplateSource.inline(TEMPLATE))
                                        .parameter("Password", Facade.PASSWORD)
                                        .parameter("Nope", "x")
                                        .capability(Capability.CAPABILITY_NAMED_IAM))
                        .join())
                .cause()
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Nope");
    }

    @Test
    void deleteOfAStackSet_withInstancesOrWork_isRefused() {
        StackSet stackSet = facade.baseline();
        OperationHandle handle = facade.deploying(stackSet);
        assertThatThrownBy(() -> stackSet.delete().join()).hasCauseInstanceOf(OperationInProgressException.class);
        facade.finish(handle);

        assertThatThrownBy(() -> stackSet.delete().join())
                .cause()
                .isInstanceOf(StackSetNotEmptyException.class)
                .hasMessageContaining("Remove its instances first");
        facade.stackSets.stackSet("never-was").delete().join();
    }

    @Test
    void readsOfWhatIsNotThere_areTyped() {
        StackSet stackSet = facade.baseline();
        StackSet nowhere = facade.stackSets.stackSet("nowhere");

        assertThatThrownBy(() -> nowhere.describe().join()).hasCauseInstanceOf(StackSetNotFoundException.class);
        assertThatThrownBy(() -> nowhere.listInstances().toList().join())
                .hasCauseInstanceOf(StackSetNotFoundException.class);
        assertThatThrownBy(() -> stackSet.describeInstance(ONE, VIRGINIA).join())
                .hasCauseInstanceOf(StackInstanceNotFoundException.class);
        assertThatThrownBy(() -> stackSet.describeOperation("nope").join())
                .hasCauseInstanceOf(OperationNotFoundException.class);
        assertThatThrownBy(() -> stackSet.updateInstances(u -> u.accounts(ONE).regions(VIRGINIA))
                        .accepted()
                        .join())
                .hasCauseInstanceOf(StackInstanceNotFoundException.class);
    }

    @Test
    void reads_survivePassingFailures_andGiveUpTyped() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on("DescribeStackSet").call(1).throttles();
        facade.aws.faults().on("DescribeStackSet").call(2).fails(503, "ServiceUnavailable", "later");
        facade.aws.faults().on("DescribeStackSet").call(3).dropsConnection();
        assertThat(facade.get(stackSet.describe()).name()).isEqualTo("baseline");

        facade.aws.faults().on("ListStackSets").everyCall().throttles();
        assertThatThrownBy(() -> facade.get(facade.stackSets.listStackSets().toList()))
                .hasCauseInstanceOf(ThrottledException.class);
        assertThat(facade.aws.calls().count("ListStackSets")).isBetween(8, 40);

        facade.aws.faults().on("ListStackInstances").everyCall().dropsConnection();
        assertThatThrownBy(() -> facade.get(stackSet.listInstances().toList()))
                .hasCauseInstanceOf(NoAnswerException.class);
        facade.aws.faults().on("DeleteStackSet").everyCall().fails(500, "InternalFailure", "oops");
        assertThatThrownBy(() -> facade.get(stackSet.delete())).hasCauseInstanceOf(ServiceException.class);
    }

    @Test
    void createThatIsAnsweredWithAPage_isSentAgainAndInTheEndNoAnswer() {
        facade.aws.faults().on("CreateStackSet").call(1).answersHtml(200);
        assertThat(facade.get(topics("topics")).name()).isEqualTo("topics");

        facade.aws.faults().on("CreateStackSet").everyCall().answersHtml(200);
        assertThatThrownBy(() -> facade.get(topics("more")))
                .cause()
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("page of HTML")
                .hasMessageContaining("endpoint");
    }

    private CompletableFuture<StackSet> topics(String name) {
        return facade.stackSets.create(
                name, s -> s.template(TemplateSource.inline("Resources: {T: {Type: AWS::SNS::Topic}}")));
    }

    @Test
    void cancellingARead_endsItsAttempts() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on("DescribeStackSet").everyCall().throttles();

        stackSet.describe().cancel(true);
        stackSet.listInstances().toList().cancel(true);
        facade.stackSets
                .create("topics", s -> s.template(TemplateSource.inline("Resources: {T: {Type: AWS::SNS::Topic}}")))
                .cancel(true);
        facade.aws.time().advance(Duration.ofMinutes(5));

        assertThat(facade.aws.calls().count("DescribeStackSet")).isEqualTo(1);
        assertThat(facade.aws.calls().all())
                .as("after the first refusal the others waited for their turn, and gave it up")
                .hasSize(2);
    }

    @Test
    void resultsThatLag_areReadUntilTheyAgree() {
        try (Facade lagging = new Facade(simulator -> simulator.resultsLag(Duration.ofSeconds(5)))) {
            lagging.aws.faults().account(ONE).fails("no role");

            OperationResult result = lagging.finish(lagging.deploying());

            assertThat(result.complete()).isTrue();
            assertThat(result.failures()).hasSize(1);
            assertThat(result.counts().total()).isEqualTo(3);
        }
    }

    @Test
    void resultsThatNeverAgreeOrCannotBeRead_makeAnIncompleteResultWithTheVerdict() {
        try (Facade lagging = new Facade(simulator -> simulator.resultsLag(Duration.ofHours(1)))) {
            lagging.aws.faults().account(ONE).fails("no role");
            OperationResult result = lagging.finish(lagging.deploying());
            assertThat(result.complete()).isFalse();
            assertThat(result.status().isTerminal()).isTrue();
        }
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on("ListStackSetOperationResults").everyCall().fails(403, "AccessDenied", "no");

        OperationResult unread = facade.finish(facade.deploying(stackSet));

        assertThat(unread.complete()).isFalse();
        assertThat(unread.counts().total()).isZero();
    }
}
