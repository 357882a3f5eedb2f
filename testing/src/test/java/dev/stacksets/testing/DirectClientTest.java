package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.IRELAND;
import static dev.stacksets.testing.Samples.NAME;
import static dev.stacksets.testing.Samples.ONE;
import static dev.stacksets.testing.Samples.TWO;
import static dev.stacksets.testing.Samples.VIRGINIA;
import static dev.stacksets.testing.Samples.parameter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetsResponse;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.StackSetSummary;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** The door without HTTP gives what the one with the SDK's whole pipeline gives. */
class DirectClientTest {

    private interface Step {
        CompletableFuture<? extends CloudFormationResponse> on(CloudFormationAsyncClient client);
    }

    /** A life of a stack set, refusals included. Ids are given: the SDK would draw its own. */
    private static final List<Step> LIFE = List.of(
            c -> c.createStackSet(r -> r.stackSetName(NAME)
                    .templateBody(Samples.TEMPLATE)
                    .clientRequestToken("token-1")
                    .parameters(parameter("Password", "topsecret"))
                    .tags(List.of(Tag.builder().key("team").value("platform").build()))),
            c -> c.createStackSet(
                    r -> r.stackSetName(NAME).templateBody(Samples.TEMPLATE).clientRequestToken("token-2")),
            c -> c.describeStackSet(r -> r.stackSetName(NAME)),
            c -> c.createStackInstances(r -> r.stackSetName(NAME)
                    .operationId("op-1")
                    .accounts(ONE, TWO)
                    .regions(IRELAND, VIRGINIA)
                    .parameterOverrides(parameter("Env", "prod"))
                    .operationPreferences(p -> p.failureToleranceCount(1).maxConcurrentPercentage(100))),
            c -> c.updateStackSet(r -> r.stackSetName(NAME).operationId("op-2").usePreviousTemplate(true)),
            c -> c.describeStackSetOperation(r -> r.stackSetName(NAME).operationId("op-1")),
            c -> c.listStackSetOperationResults(
                    r -> r.stackSetName(NAME).operationId("op-1").maxResults(3)),
            c -> c.listStackInstances(r -> r.stackSetName(NAME)),
            c -> c.stopStackSetOperation(r -> r.stackSetName(NAME).operationId("op-1")),
            c -> c.listStackSetOperations(r -> r.stackSetName(NAME)),
            c -> c.describeStackInstance(
                    r -> r.stackSetName(NAME).stackInstanceAccount(ONE).stackInstanceRegion(IRELAND)),
            c -> c.describeStackInstance(
                    r -> r.stackSetName(NAME).stackInstanceAccount(ONE).stackInstanceRegion("mars-north-1")),
            c -> c.detectStackSetDrift(r -> r.stackSetName(NAME).operationId("op-3")),
            c -> c.deleteStackInstances(r -> r.stackSetName(NAME)
                    .operationId("op-4")
                    .accounts(ONE, TWO)
                    .regions(IRELAND, VIRGINIA)
                    .retainStacks(true)),
            c -> c.listStackInstances(r -> r.stackSetName(NAME).nextToken("???")),
            c -> c.getTemplateSummary(r -> r.stackSetName(NAME)),
            c -> c.validateTemplate(r -> r.templateBody(Samples.TEMPLATE)),
            c -> c.describeOrganizationsAccess(r -> {}),
            c -> c.describeStacks(),
            c -> c.deleteStackSet(r -> r.stackSetName(NAME)),
            c -> c.listStackSets());

    private final StackSetsSimulator aws = StackSetsSimulator.create();
    private final CloudFormationAsyncClient client = aws.directAsyncClient();

    /** What came of each step: a response's text, or all there is to an exception. */
    private static List<String> live(StackSetsSimulator aws, CloudFormationAsyncClient client) {
        List<String> outcomes = new ArrayList<>();
        for (Step step : LIFE) {
            outcomes.add(outcome(() -> step.on(client)));
            aws.time().advance(Duration.ofSeconds(20));
        }
        return outcomes;
    }

    private interface Attempt {
        CompletableFuture<? extends CloudFormationResponse> make();
    }

    private static String outcome(Attempt attempt) {
        try {
            CloudFormationResponse response = attempt.make().join();
            return response + " " + response.responseMetadata().requestId() + " "
                    + response.sdkHttpResponse().statusCode();
        } catch (CompletionException failure) {
            Throwable cause = Objects.requireNonNull(failure.getCause());
            return cause + " caused by " + cause.getCause() + details(cause);
        }
    }

    private static String details(Throwable failure) {
        return failure instanceof AwsServiceException refusal
                ? " " + refusal.awsErrorDetails().errorCode() + " "
                        + refusal.awsErrorDetails().errorMessage() + " "
                        + refusal.awsErrorDetails().serviceName() + " " + refusal.statusCode() + " "
                        + refusal.requestId() + " " + refusal.numAttempts() + " " + refusal.isThrottlingException()
                : "";
    }

    @Test
    void life_isTheSameThroughBothDoors() {
        StackSetsSimulator other = StackSetsSimulator.create();

        List<String> direct = live(aws, client);
        List<String> wire = live(other, other.asyncClient());

        assertThat(direct).isEqualTo(wire);
        assertThat(aws.events()).isEqualTo(other.events());
        assertThat(aws.calls().all())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("parameters")
                .isEqualTo(other.calls().all());
        aws.checkInvariants();
    }

    @Test
    void journal_hasTheParametersOfTheWire_masked() {
        StackSetsSimulator other = StackSetsSimulator.create();
        live(aws, client);
        live(other, other.asyncClient());

        for (int i = 0; i < LIFE.size(); i++) {
            assertThat(other.calls().all().get(i).parameters())
                    .containsAllEntriesOf(aws.calls().all().get(i).parameters());
            assertThat(other.calls().all().get(i).parameters())
                    .hasSizeLessThanOrEqualTo(
                            aws.calls().all().get(i).parameters().size() + 3);
        }
        assertThat(aws.calls().all().toString()).doesNotContain("topsecret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CreatedButModifiedException",
                "InsufficientCapabilitiesException",
                "InvalidOperationException",
                "LimitExceededException",
                "NameAlreadyExistsException",
                "OperationIdAlreadyExistsException",
                "OperationInProgressException",
                "OperationNotFoundException",
                "StackInstanceNotFoundException",
                "StackNotFoundException",
                "StackSetNotEmptyException",
                "StackSetNotFoundException",
                "StaleRequestException",
                "ValidationError",
                "Throttling",
                "InternalFailure",
                "NobodyHeardOfThis"
            })
    void refusals_areTypedAsOnTheWire(String code) {
        for (Function<CloudFormationAsyncClient, Attempt> action :
                List.<Function<CloudFormationAsyncClient, Attempt>>of(
                        c -> () -> c.createStackSet(r -> r.stackSetName(NAME)),
                        c -> () -> c.updateStackSet(r -> r.stackSetName(NAME)),
                        c -> () -> c.listStackSets())) {
            StackSetsSimulator same = StackSetsSimulator.create();
            same.faults().on("*").fails(409, code, "as planted");
            StackSetsSimulator wire = StackSetsSimulator.create();
            wire.faults().on("*").fails(409, code, "as planted");

            assertThat(outcome(action.apply(same.directAsyncClient())))
                    .isEqualTo(outcome(action.apply(wire.asyncClient())))
                    .contains("as planted");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404, 502})
    void html_isWhatTheSdkMakesOfIt(int status) {
        StackSetsSimulator other = StackSetsSimulator.create();
        aws.faults().on("ListStackSets").answersHtml(status);
        other.faults().on("ListStackSets").answersHtml(status);

        assertThat(outcome(client::listStackSets)).isEqualTo(outcome(other.asyncClient()::listStackSets));
    }

    @Test
    void htmlTakenForAnAnswer_saysSoInItsContentType() {
        StackSetsSimulator other = StackSetsSimulator.create();
        aws.faults().on("ListStackSets").answersHtml(200);
        other.faults().on("ListStackSets").answersHtml(200);

        assertThat(contentType(client))
                .isEqualTo(contentType(other.asyncClient()))
                .contains("text/html");
    }

    private static Optional<String> contentType(CloudFormationAsyncClient client) {
        return client.listStackSets().join().sdkHttpResponse().firstMatchingHeader("Content-Type");
    }

    @Test
    void lostAndDropped_areWhatTheSdkMakesOfThem() {
        StackSetsSimulator other = StackSetsSimulator.create();
        for (StackSetsSimulator each : List.of(aws, other)) {
            each.faults().on("ListStackSets").call(1).losesAnswer();
            each.faults().on("ListStackSets").call(2).dropsConnection();
        }
        CloudFormationAsyncClient wire = other.asyncClient();

        assertThat(outcome(client::listStackSets)).isEqualTo(outcome(wire::listStackSets));
        assertThat(outcome(client::listStackSets)).isEqualTo(outcome(wire::listStackSets));
    }

    @Test
    void paginators_ofBothClients_seeEverythingOnce() {
        Samples.createSet(client);
        Samples.deploy(client, Samples.accounts(25), List.of(IRELAND, VIRGINIA));
        List<StackInstanceSummary> seen = new ArrayList<>();

        client.listStackInstancesPaginator(r -> r.stackSetName(NAME).maxResults(7))
                .summaries()
                .subscribe(seen::add)
                .join();

        assertThat(seen).hasSize(50).doesNotHaveDuplicates();
        assertThat(aws.directClient()
                        .listStackInstancesPaginator(r -> r.stackSetName(NAME).maxResults(7))
                        .summaries())
                .containsExactlyElementsOf(seen);
    }

    @Test
    void sync_answersAndThrows() {
        try (CloudFormationClient sync = aws.directClient()) {
            sync.createStackSet(r -> r.stackSetName(NAME).templateBody(Samples.TEMPLATE));
            aws.faults().on("DescribeStackSet").call(2).losesAnswer();

            assertThat(sync.describeStackSet(r -> r.stackSetName(NAME))
                            .stackSet()
                            .stackSetName())
                    .isEqualTo(NAME);
            assertThatThrownBy(() -> sync.describeStackSet(r -> r.stackSetName(NAME)))
                    .isInstanceOf(SdkClientException.class);
            assertThatThrownBy(() -> sync.describeStackSet(r -> r.stackSetName("nobody")))
                    .isInstanceOf(StackSetNotFoundException.class);
        }
    }

    @Test
    void clients_areOfTheirAccountAndRegion() {
        CloudFormationAsyncClient elsewhere = aws.directAsyncClient(ONE, Region.EU_WEST_1);
        Samples.createSet(elsewhere);

        assertThat(elsewhere.serviceClientConfiguration().region()).isEqualTo(Region.EU_WEST_1);
        assertThat(elsewhere.serviceName()).isEqualTo("cloudformation");
        assertThat(elsewhere.listStackSets().join().summaries())
                .extracting(StackSetSummary::stackSetName)
                .containsExactly(NAME);
        assertThat(client.listStackSets().join().summaries()).isEmpty();
        assertThat(aws.directClient(ONE, Region.EU_WEST_1).listStackSets().summaries())
                .hasSize(1);
        assertThatThrownBy(() -> aws.directAsyncClient("12", Region.EU_WEST_1)).hasMessageContaining("12 digits");
    }

    @Test
    void objectMethods_areThoseOfOneObject() {
        Set<Object> clients = new HashSet<>(List.of(client, aws.directAsyncClient()));

        assertThat(clients).hasSize(2).contains(client);
        assertThat(client).hasToString("direct client of Caller[account=999988887777, region=us-east-1]");
    }

    /** Waiters are for stacks, which are not simulated; planted answers show that they ask, and wait in virtual time. */
    @Test
    void waiters_askThroughTheClientInVirtualTime() {
        aws.faults().on("DescribeStacks").fails(400, "ValidationError", "not yet");

        CompletableFuture<?> waiting =
                client.waiter().waitUntilStackExists(r -> r.stackName("x"), o -> o.maxAttempts(3));
        aws.time().runUntil(waiting::isDone);

        assertThat(waiting).isCompletedExceptionally();
        assertThat(aws.calls().gaps("DescribeStacks"))
                .hasSize(2)
                .allSatisfy(gap -> assertThat(gap).isPositive());
        assertThatThrownBy(() ->
                        aws.directClient().waiter().waitUntilStackExists(r -> r.stackName("x"), o -> o.maxAttempts(1)))
                .hasMessageContaining("max retry attempts");
    }

    @Test
    void actionNobodySimulates_isRefusedByName() {
        assertThatThrownBy(() -> client.createStack(r -> r.stackName("x")).join())
                .hasCauseInstanceOf(CloudFormationException.class)
                .hasMessageContaining("CreateStack");
    }

    @Test
    void delayedAnswer_cancelled_staysCancelled() {
        aws.faults().on("ListStackSets").delays(Duration.ofSeconds(1));
        CompletableFuture<ListStackSetsResponse> answer = client.listStackSets();

        answer.cancel(true);
        aws.time().advance(Duration.ofSeconds(2));

        assertThat(answer).isCancelled();
    }

    @Test
    void responses_areShapesOfTheSdk() {
        Samples.createSet(client);
        StackSetsSimulator other = StackSetsSimulator.create();
        Samples.createSet(other.asyncClient());

        SdkPojo direct = client.listStackSets().join();
        assertThat(direct.equalsBySdkFields(other.asyncClient().listStackSets().join()))
                .isTrue();
    }
}
