package dev.stacksets.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.AwsCalls;
import dev.stacksets.StackSets;
import dev.stacksets.error.AccessDeniedException;
import dev.stacksets.error.ServiceException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.resilience.CallGates;
import dev.stacksets.spi.ApiCall;
import dev.stacksets.spi.Attempt;
import dev.stacksets.testing.StackSetsSimulator;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.organizations.OrganizationsAsyncClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;

/** Another service, called as CloudFormation is. */
class AwsCallsTest {
    private static final String MANAGEMENT = "111111111111";

    private final StackSetsSimulator aws = StackSetsSimulator.builder()
            .organization(o -> o.managementAccount(MANAGEMENT).accounts(45))
            .organizationsPagesBeginEmpty()
            .build();
    private final List<Attempt> attempts = new ArrayList<>();
    private final CircuitBreaker breaker = CircuitBreaker.ofDefaults("cloudformation");
    private final StackSets stackSets = StackSets.builder()
            .client(aws.asyncClient())
            .timeSource(aws.time())
            .callGate(CallGates.adaptive(aws.time()))
            .gateScope(MANAGEMENT)
            .circuitBreaker(breaker)
            .eventSink(attempts::add)
            .callbackExecutor(Runnable::run)
            .build();
    private final AwsCalls<OrganizationsAsyncClient> organizations = stackSets.callsTo(client());

    private OrganizationsAsyncClient client() {
        return OrganizationsAsyncClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(MANAGEMENT, "simulated")))
                .httpClient(aws.asyncHttpClient())
                .asyncConfiguration(
                        c -> c.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    @AfterEach
    void close() {
        stackSets.close();
    }

    @Test
    void list_readsEveryPage_alsoBehindAnEmptyOne() {
        assertThat(get(accounts())).hasSize(46);
        assertThat(attempts).extracting(Attempt::call).allSatisfy(call -> {
            assertThat(call.service()).isEqualTo("organizations");
            assertThat(call.scope()).isEqualTo(MANAGEMENT);
            assertThat(call.action()).isEqualTo("ListAccounts");
            assertThat(call.priority()).isEqualTo(ApiCall.Priority.LIST);
        });
    }

    @Test
    void call_throttled_waitsForTheGateAndLeavesTheOtherServiceAlone() {
        aws.faults().on("organizations:DescribeOrganization").calls(1, 3).throttles();

        CompletableFuture<String> id = id();
        CompletableFuture<?> sets = stackSets.listStackSets().toList();

        assertThat(id).isNotDone();
        assertThat(sets).isCompleted();
        assertThat(get(id)).isEqualTo(aws.organization().id());
        assertThat(aws.calls().count("DescribeOrganization")).isEqualTo(4);
    }

    @Test
    void call_serverErrors_areTriedAgainAndNoneOfTheBreakersBusiness() {
        aws.faults().on("organizations:DescribeOrganization").calls(1, 2).fails(500, "ServiceException", "trouble");
        aws.faults()
                .on("organizations:DescribeOrganization")
                .call(3)
                .fails(400, "ConcurrentModificationException", "busy");

        assertThat(get(id())).isEqualTo(aws.organization().id());
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
    }

    @Test
    void refusals_areTypedAndNameTheService() {
        aws.faults().on("organizations:DescribeOrganization").call(1).deniesAccess();
        aws.faults()
                .on("organizations:DescribeOrganization")
                .call(2)
                .fails(400, "AWSOrganizationsNotInUseException", "not a member");

        assertThatThrownBy(() -> get(id()))
                .cause()
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageStartingWith("organizations: AWS refused DescribeOrganization with AccessDeniedException");
        assertThatThrownBy(() -> get(id()))
                .cause()
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        refusal -> assertThat(refusal.errorCode()).isEqualTo("AWSOrganizationsNotInUseException"));
    }

    @Test
    void each_asksSixteenAtATime_inTheOrderOfTheItems() {
        aws.faults().on("organizations:DescribeOrganization").delays(Duration.ofSeconds(1));
        List<CompletableFuture<String>> asked = new ArrayList<>();

        CompletableFuture<List<Integer>> answers =
                organizations.each(IntStream.range(0, 40).boxed().toList(), number -> {
                    CompletableFuture<String> id = id();
                    asked.add(id);
                    return id.thenApply(any -> number);
                });

        assertThat(asked).hasSize(16);
        assertThat(get(answers)).isEqualTo(IntStream.range(0, 40).boxed().toList());
    }

    @Test
    void handedOver_cancelled_endsTheCall() {
        aws.faults().on("organizations:DescribeOrganization").delays(Duration.ofSeconds(1));
        CompletableFuture<String> id = id();

        organizations.handOver(id).cancel(true);

        assertThat(id).isCancelled();
    }

    @Test
    void closedStackSets_failsOpenAndLaterCalls() {
        aws.faults().on("organizations:DescribeOrganization").delays(Duration.ofSeconds(1));
        CompletableFuture<String> open = id();

        stackSets.close();

        assertThatThrownBy(open::join)
                .cause()
                .isInstanceOf(StackSetsException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(id()::join).cause().hasMessageContaining("closed");
    }

    private CompletableFuture<String> id() {
        return organizations.call(
                "DescribeOrganization",
                OrganizationsAsyncClient::describeOrganization,
                answer -> answer.organization().id());
    }

    private CompletableFuture<List<Account>> accounts() {
        return organizations.list(
                "ListAccounts",
                (client, token) -> client.listAccounts(r -> r.nextToken(token)),
                ListAccountsResponse::accounts,
                ListAccountsResponse::nextToken);
    }

    private <T> T get(CompletableFuture<T> future) {
        if (!future.isDone()) {
            aws.time().runUntil(future::isDone);
        }
        return future.join();
    }
}
