package dev.stacksets.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stacksets.testing.fault.Actions;
import dev.stacksets.testing.fault.CallFault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.account.model.RegionOptStatus;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.organizations.model.AccountState;

/** Every fault of calls, through every door and in both protocols. */
class CallFaultTest {

    private static final String MANAGEMENT = "111111111111";

    /** Ways to make one call. */
    private enum Door {
        QUERY_ASYNC("cloudformation", "ListStackSets"),
        QUERY("cloudformation", "ListStackSets"),
        TOKENS("sts", "GetCallerIdentity"),
        DIRECT_ASYNC("cloudformation", "ListStackSets"),
        DIRECT("cloudformation", "ListStackSets"),
        JSON_ASYNC("organizations", "ListAccounts"),
        JSON("organizations", "ListAccounts"),
        REST_ASYNC("account", "ListRegions"),
        REST("account", "ListRegions");

        private final String service;
        private final String action;

        Door(String service, String action) {
            this.service = service;
            this.action = action;
        }

        boolean isQuery() {
            return service.equals("cloudformation") || service.equals("sts");
        }
    }

    /** A response, or the future of one. */
    private Object call(Door door) {
        return switch (door) {
            case QUERY_ASYNC -> aws.asyncClient().listStackSets();
            case QUERY -> aws.client().listStackSets();
            case TOKENS -> clients.tokens(MANAGEMENT).getCallerIdentity();
            case DIRECT_ASYNC -> aws.directAsyncClient().listStackSets();
            case DIRECT -> aws.directClient().listStackSets();
            case JSON_ASYNC -> clients.organizationsAsync(MANAGEMENT).listAccounts();
            case JSON -> clients.organizations(MANAGEMENT).listAccounts();
            case REST_ASYNC -> clients.accountAsync(MANAGEMENT).listRegions(r -> {});
            case REST -> clients.account(MANAGEMENT).listRegions(r -> {});
        };
    }

    private final VirtualTime time = VirtualTime.create();
    private final StackSetsSimulator aws = StackSetsSimulator.builder()
            .time(time)
            .organization(o -> o.managementAccount(MANAGEMENT).account("222222222222", "one"))
            .build();
    private final Clients clients = new Clients(aws);

    private @Nullable Throwable failure(Door door) {
        Throwable thrown = catchThrowable(() -> {
            if (call(door) instanceof CompletableFuture<?> future) {
                future.join();
            }
        });
        return thrown instanceof CompletionException wrapped ? wrapped.getCause() : thrown;
    }

    private AwsServiceException refusal(Door door) {
        return (AwsServiceException) Objects.requireNonNull(failure(door));
    }

    private CallFault fault(Door door) {
        return aws.faults().on(door.action).call(1);
    }

    private Call onlyCall() {
        assertThat(aws.faults().unused()).isEmpty();
        assertThat(aws.calls().all()).hasSize(1);
        return aws.calls().all().get(0);
    }

    @ParameterizedTest
    @EnumSource
    void noFault_isAnsweredAndInTheJournal(Door door) {
        assertThat(failure(door)).isNull();

        assertThat(onlyCall()).satisfies(call -> {
            assertThat(List.of(call.account(), call.region(), call.service(), call.action()))
                    .containsExactly(MANAGEMENT, "us-east-1", door.service, door.action);
            assertThat(call.status()).isEqualTo(200);
        });
    }

    @ParameterizedTest
    @EnumSource
    void throttles_isWorthATryLaterToTheSdk(Door door) {
        fault(door).throttles();

        AwsServiceException refusal = refusal(door);

        assertThat(refusal.isThrottlingException()).isTrue();
        assertThat(refusal.statusCode()).isEqualTo(door.service.equals("account") ? 429 : 400);
        assertThat(refusal.awsErrorDetails().errorCode())
                .isEqualTo(door.isQuery() ? "Throttling" : "TooManyRequestsException");
        assertThat(onlyCall().errorCode()).contains(refusal.awsErrorDetails().errorCode());
    }

    @ParameterizedTest
    @EnumSource
    void deniesAccess_saysToWhom(Door door) {
        fault(door).deniesAccess();

        AwsServiceException refusal = refusal(door);

        assertThat(refusal.statusCode()).isEqualTo(door.service.equals("organizations") ? 400 : 403);
        assertThat(refusal.awsErrorDetails().errorCode()).startsWith("AccessDenied");
        if (!door.service.equals("organizations")) {
            assertThat(refusal.awsErrorDetails().errorMessage())
                    .startsWith("User: arn:aws:iam::111111111111:user/simulated is not authorized to perform: "
                            + door.service + ":" + door.action);
        }
        assertThat(onlyCall().status()).isEqualTo(refusal.statusCode());
    }

    @Test
    void deniesAccess_namesTheStackSet() {
        aws.faults().on("DescribeStackSet").deniesAccess();

        assertThatThrownBy(() -> aws.client().describeStackSet(r -> r.stackSetName("base")))
                .hasMessageContaining(
                        "on resource: arn:aws:cloudformation:us-east-1:111111111111:stackset/base:* because");
    }

    @ParameterizedTest
    @EnumSource
    void fails_carriesStatusCodeAndMessage(Door door) {
        fault(door).fails(503, "ServiceUnavailable", "come back later");

        AwsServiceException refusal = refusal(door);

        assertThat(refusal.statusCode()).isEqualTo(503);
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("ServiceUnavailable");
        assertThat(refusal.awsErrorDetails().errorMessage()).isEqualTo("come back later");
        assertThat(onlyCall().errorCode()).contains("ServiceUnavailable");
    }

    @ParameterizedTest
    @EnumSource
    void losesAnswer_wasAppliedAndIsUnknownToTheCaller(Door door) {
        fault(door).losesAnswer();

        assertThat(failure(door)).isInstanceOf(SdkClientException.class).hasRootCauseInstanceOf(IOException.class);

        assertThat(onlyCall().status()).isEqualTo(200);
        assertThat(onlyCall().answerLost()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void dropsConnection_neverArrived(Door door) {
        fault(door).dropsConnection();

        assertThat(failure(door)).isInstanceOf(SdkClientException.class).hasRootCauseInstanceOf(IOException.class);

        assertThat(onlyCall().status()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void answersHtml_hasAStatusAndNoCode(Door door) {
        fault(door).answersHtml(502);

        AwsServiceException refusal = refusal(door);

        assertThat(refusal.statusCode()).isEqualTo(502);
        assertThat(refusal.awsErrorDetails().errorCode()).isNull();
        assertThat(onlyCall().status()).isEqualTo(502);
    }

    @ParameterizedTest
    @EnumSource
    void delays_arrivesInVirtualTime(Door door) {
        time.autoAdvance();
        fault(door).delays(Duration.ofSeconds(3));

        Object answer = call(door);

        if (answer instanceof CompletableFuture<?> future) {
            assertThat(future).isNotDone();
            time.advance(Duration.ofSeconds(3));
            assertThat(future).isCompleted();
        }
        assertThat(answer instanceof CompletableFuture).isEqualTo(door.name().endsWith("ASYNC"));
        assertThat(time.now()).isEqualTo(Instant.parse("2026-01-01T00:00:03Z"));
        assertThat(onlyCall().at()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void delays_synchronousOnAClockNobodyMoves_saysSo() {
        aws.faults().on("ListStackSets").delays(Duration.ofSeconds(3));

        assertThat(failure(Door.QUERY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("autoAdvance()");
        assertThat(failure(Door.DIRECT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("autoAdvance()");
    }

    @Test
    void rewrites_reachesTheSdkAsUnknown() {
        aws.faults().on("ListAccounts").rewrites("State", "HIBERNATING");
        aws.faults().on("GetRegionOptStatus").rewrites("RegionOptStatus", "FLICKERING");

        assertThat(clients.organizations(MANAGEMENT).listAccounts().accounts())
                .isNotEmpty()
                .allSatisfy(account -> {
                    assertThat(account.state()).isEqualTo(AccountState.UNKNOWN_TO_SDK_VERSION);
                    assertThat(account.stateAsString()).isEqualTo("HIBERNATING");
                    assertThat(account.statusAsString()).isEqualTo("ACTIVE");
                });
        assertThat(clients.account(MANAGEMENT).getRegionOptStatus(r -> r.regionName("eu-west-1")))
                .satisfies(region -> {
                    assertThat(region.regionOptStatus()).isEqualTo(RegionOptStatus.UNKNOWN_TO_SDK_VERSION);
                    assertThat(region.regionName()).isEqualTo("eu-west-1");
                });
        assertThat(aws.faults().unused()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rewrites_structuresInLists(boolean direct) {
        aws.faults().on("ListStackInstances").rewrites("DetailedStatus", "LEVITATING");
        CloudFormationAsyncClient client = direct ? aws.directAsyncClient() : aws.asyncClient();
        Samples.createSet(client);
        Samples.deploy(client, List.of(Samples.ONE, Samples.TWO), List.of(Samples.IRELAND));

        assertThat(client.listStackInstances(r -> r.stackSetName(Samples.NAME))
                        .join()
                        .summaries())
                .hasSize(2)
                .allSatisfy(instance -> {
                    assertThat(instance.stackInstanceStatus().detailedStatusAsString())
                            .isEqualTo("LEVITATING");
                    assertThat(instance.statusAsString()).isEqualTo("OUTDATED");
                });
    }

    @Test
    void rewrites_nothingElse() {
        aws.faults().on("DescribeStackSet").call(2).rewritesStatus("ASLEEP");
        Samples.createSet(aws.asyncClient());
        try (SimulatorEndpoint endpoint = aws.serve().manualTime()) {
            Http http = new Http(endpoint.uri());
            String ask = "Action=DescribeStackSet&StackSetName=" + Samples.NAME;

            String real = http.post(ask).body();
            assertThat(http.post(ask).body().replaceAll("-8000-[0-9a-f]*", ""))
                    .isEqualTo(real.replace("<Status>ACTIVE</Status>", "<Status>ASLEEP</Status>")
                            .replaceAll("-8000-[0-9a-f]*", ""));
        }
    }

    @Test
    void getCallerIdentity_meetsFaultsToo() {
        aws.faults().on("sts:GetCallerIdentity").call(1).throttles();
        aws.faults().on("GetCallerIdentity").call(2).rewrites("Account", "000000000000");
        aws.faults().on("GetCallerIdentity").call(3).answersHtml(504);
        try (SimulatorEndpoint endpoint = aws.serve().manualTime()) {
            Http http = new Http(endpoint.uri());
            String ask = "Action=GetCallerIdentity&Version=2011-06-15";

            assertThat(http.post(ask).body()).contains("<Code>Throttling</Code>");
            assertThat(http.post(ask).body())
                    .contains("<Account>000000000000</Account>", "<UserId>AIDASIMULATED111111111111</UserId>");
            assertThat(http.post(ask).status()).isEqualTo(504);
        }
        assertThat(aws.calls().of("GetCallerIdentity"))
                .hasSize(3)
                .allSatisfy(call -> assertThat(call.service()).isEqualTo("sts"));
    }

    @Test
    void goesStale_isTyped() {
        aws.faults().on("UpdateStackSet").goesStale();
        CloudFormationClient client = aws.client();
        client.createStackSet(r -> r.stackSetName("base").templateBody(Samples.TEMPLATE));

        assertThatThrownBy(
                        () -> client.updateStackSet(r -> r.stackSetName("base").usePreviousTemplate(true)))
                .isInstanceOf(software.amazon.awssdk.services.cloudformation.model.StaleRequestException.class)
                .hasMessageContaining("StackSet base");
    }

    @Test
    void on_patternsAndServices_matchAsNamed() {
        aws.faults()
                .on(Actions.named("organizations:List*", "cloudformation:DescribeStackSet"))
                .throttles();

        assertThat(failure(Door.QUERY)).isNull();
        assertThat(failure(Door.REST)).isNull();
        assertThat(failure(Door.JSON)).isNotNull();
        assertThatThrownBy(() -> aws.client().describeStackSet(r -> r.stackSetName("x")))
                .hasMessageContaining("Rate exceeded");
    }

    @Test
    void on_severalActions_areCountedTogether() {
        aws.faults().on(Actions.reads()).call(2).throttles();

        assertThat(failure(Door.QUERY)).isNull();
        assertThat(failure(Door.DIRECT)).isNotNull();
        assertThat(failure(Door.JSON)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "organizations:*", "Describe*", "Stop*Operation"})
    void named_patterns(String pattern) {
        if (pattern.isEmpty()) {
            assertThatIllegalArgumentException().isThrownBy(() -> Actions.named(pattern));
            assertThatIllegalArgumentException().isThrownBy(Actions::named);
            assertThatIllegalArgumentException().isThrownBy(() -> aws.faults().on("Describe Stack"));
        } else {
            assertThat(Actions.named(pattern).include("organizations", "DescribeOrganization"))
                    .isEqualTo(!pattern.startsWith("Stop"));
            assertThat(Actions.named(pattern).include("cloudformation", "StopStackSetOperation"))
                    .isEqualTo(pattern.equals("*") || pattern.startsWith("Stop"));
        }
    }

    @Test
    void actions_readsAndMutations_areAll() {
        assertThat(Actions.reads().include("cloudformation", "ListStackSets")).isTrue();
        assertThat(Actions.reads().include("cloudformation", "DetectStackSetDrift"))
                .isFalse();
        assertThat(Actions.mutations().include("cloudformation", "DetectStackSetDrift"))
                .isTrue();
        assertThat(Actions.mutations().include("organizations", "ListRoots")).isFalse();
        assertThat(Actions.all().include("sts", "GetCallerIdentity")).isTrue();
    }

    @Test
    void jsonParameters_areInTheJournal() {
        clients.account(MANAGEMENT).listRegions(r -> r.maxResults(5).regionOptStatusContains(RegionOptStatus.ENABLED));

        assertThat(onlyCall().parameters())
                .containsEntry("MaxResults", "5")
                .containsEntry("RegionOptStatusContains.member.1", "ENABLED");
    }
}
