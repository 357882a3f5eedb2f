package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.testing.fault.Actions;
import dev.stacksets.testing.fault.Throttle;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetsResponse;

class ThrottleTest {

    private final StackSetsSimulator aws = StackSetsSimulator.create();
    private final CloudFormationAsyncClient client = aws.directAsyncClient();

    private static boolean isGranted(CloudFormationAsyncClient client) {
        try {
            client.listStackSets().join();
            return true;
        } catch (CompletionException refusal) {
            assertThat(Samples.refusal(refusal).isThrottlingException()).isTrue();
            return false;
        }
    }

    private int granted(int calls) {
        int granted = 0;
        for (int i = 0; i < calls; i++) {
            granted += isGranted(client) ? 1 : 0;
        }
        return granted;
    }

    /** What a client gets that tries so often, at even distances. */
    private int grantedOver(Duration duration, int perSecond) {
        int granted = 0;
        for (long i = 0; i < duration.toSeconds() * perSecond; i++) {
            aws.time().advance(Duration.ofNanos(1_000_000_000L / perSecond));
            granted += isGranted(client) ? 1 : 0;
        }
        return granted;
    }

    @ParameterizedTest
    @CsvSource({"5, 10", "0.5, 1", "1, 10", "50, 10", "0.333, 3", "1000000, 7"})
    void burst_thenRate_exactly(double rate, int burst) {
        Throttle throttle = aws.faults().throttle(rate, burst);
        long oneToken = (long) Math.ceil(1_000_000_000 / rate);

        assertThat(granted(burst + 5)).isEqualTo(burst);
        aws.time().advance(Duration.ofNanos(oneToken - 1));
        assertThat(granted(1)).isZero();
        aws.time().advance(Duration.ofNanos(1));
        assertThat(granted(2)).isEqualTo(1);
        assertThat(throttle.granted()).isEqualTo(burst + 1);
        assertThat(throttle.refused()).isEqualTo(5 + 1 + 1);
    }

    @Test
    void rest_fillsTheBucketToItsBurstAndNoFurther() {
        Throttle throttle = aws.faults().throttle(5, 10);
        granted(10);
        assertThat(throttle.available()).isZero();

        aws.time().advance(Duration.ofDays(10_000));

        assertThat(throttle.available()).isEqualTo(10);
        assertThat(granted(20)).isEqualTo(10);
    }

    /** Floating-point tokens drift apart from a million small steps; whole ones do not. */
    @Test
    void manySmallSteps_addUpExactly() {
        aws.faults().throttle(5, 1);
        granted(1);

        assertThat(grantedOver(Duration.ofSeconds(200), 100)).isEqualTo(1_000);
    }

    @Test
    void rate_stepsDownAndUp_countFromTheStep() {
        Throttle throttle = aws.faults().throttle(5, 10);
        granted(10);

        assertThat(grantedOver(Duration.ofSeconds(20), 10)).isEqualTo(100);
        throttle.rate(1);
        assertThat(grantedOver(Duration.ofSeconds(20), 10)).isEqualTo(20);
        throttle.rate(5);
        assertThat(grantedOver(Duration.ofSeconds(20), 10)).isEqualTo(100);
        throttle.rate(0);
        assertThat(grantedOver(Duration.ofSeconds(20), 10)).isZero();
    }

    @Test
    void rate_changedInARest_keepsWhatCameInBefore() {
        Throttle throttle = aws.faults().throttle(5, 100);
        granted(100);
        aws.time().advance(Duration.ofSeconds(2));
        throttle.rate(1);
        aws.time().advance(Duration.ofSeconds(3));

        assertThat(throttle.available()).isEqualTo(13);
    }

    @Test
    void consume_anotherTenantsShare_isMissing() {
        Throttle throttle = aws.faults().throttle(5, 10);
        granted(10);
        var tenant = aws.time()
                .scheduler()
                .scheduleAtFixedRate(() -> throttle.consume(2), 1_000_000_000, 1_000_000_000, TimeUnit.NANOSECONDS);

        int granted = grantedOver(Duration.ofSeconds(100), 10);

        tenant.cancel(false);
        assertThat(granted).isBetween(300, 301); // the tenant's last two may have to wait for a token
        assertThat(throttle.granted()).isEqualTo(10 + granted);
    }

    @Test
    void consume_moreThanIsThere_isTakenOfWhatComesIn() {
        Throttle throttle = aws.faults().throttle(5, 10);

        throttle.consume(25);
        aws.time().advance(Duration.ofSeconds(3));
        assertThat(granted(1)).isZero();
        aws.time().advance(Duration.ofMillis(200));
        assertThat(granted(2)).isEqualTo(1);

        for (int i = 0; i < 20; i++) {
            throttle.consume(1_000_000);
        }
        aws.time().advance(Duration.ofSeconds(200_002));
        assertThat(throttle.available()).isEqualTo(10);
    }

    @Test
    void clientsOfOneAccount_shareABucket_othersHaveTheirOwn() {
        Throttle throttle = aws.faults().throttle(1, 2);

        assertThat(isGranted(client)).isTrue();
        assertThat(isGranted(aws.asyncClient())).isTrue();
        assertThat(isGranted(client)).isFalse();
        assertThat(isGranted(aws.directAsyncClient(ONE, Region.US_EAST_1))).isTrue();
        assertThat(isGranted(aws.directAsyncClient("999988887777", Region.EU_WEST_1)))
                .isTrue();
        throttle.consume(ONE, Region.US_EAST_1, 1);
        assertThat(isGranted(aws.directAsyncClient(ONE, Region.US_EAST_1))).isFalse();
    }

    @Test
    void throttles_ofFamilies_areIndependent() {
        Throttle reads = aws.faults().throttle(Actions.reads(), 1, 1);
        Throttle mutations = aws.faults().throttle(Actions.mutations(), 1, 1);

        Samples.createSet(client);

        assertThat(granted(2)).isEqualTo(1);
        assertThat(reads.refused()).isEqualTo(1);
        assertThat(mutations.granted()).isEqualTo(1);
        assertThatThrownBy(() -> client.deleteStackSet(r -> r.stackSetName("x")).join())
                .hasMessageContaining("Rate exceeded");
    }

    /** A call that one throttle refuses takes no token of another. */
    @Test
    void throttles_overlapping_needATokenOfEach() {
        Throttle all = aws.faults().throttle(1, 10);
        Throttle lists = aws.faults().throttle(Actions.named("List*"), 1, 2);

        assertThat(granted(5)).isEqualTo(2);

        assertThat(all.available()).isEqualTo(8);
        assertThat(all.refused()).isZero();
        assertThat(lists.refused()).isEqualTo(3);
    }

    @Test
    void services_haveBucketsOfTheirOwn() {
        aws.faults().throttle(1, 1);
        try (SimulatorEndpoint endpoint = aws.serve().manualTime()) {
            Http http = new Http(endpoint.uri());
            String ask = "Action=GetCallerIdentity&Version=2011-06-15";

            assertThat(isGranted(client)).isTrue();
            assertThat(http.post(ask).status()).isEqualTo(200);
            assertThat(http.post(ask).body()).contains("<Code>Throttling</Code>");
        }
    }

    @Test
    void refusedCall_isNotApplied_andInTheJournal() {
        aws.faults().throttle(1, 1);
        granted(1);

        assertThatThrownBy(() -> Samples.createSet(client)).hasMessageContaining("Rate exceeded");
        aws.time().advance(Duration.ofSeconds(1));

        assertThat(client.listStackSets().join().summaries()).isEmpty();
        assertThat(aws.calls().of("CreateStackSet"))
                .singleElement()
                .satisfies(call -> assertThat(call.errorCode()).contains("Throttling"));
    }

    @Test
    void callStoppedByAnotherFault_takesNoToken() {
        Throttle throttle = aws.faults().throttle(1, 2);
        aws.faults().on("ListStackSets").call(1).dropsConnection();
        aws.faults().on("ListStackSets").call(2).fails(500, "InternalFailure", "oops");
        assertThatThrownBy(() -> client.listStackSets().join()).hasMessageContaining("connection reset");
        assertThatThrownBy(() -> client.listStackSets().join()).hasMessageContaining("oops");

        assertThat(throttle.available()).isEqualTo(2);
    }

    @Test
    void lift_endsIt() {
        Throttle throttle = aws.faults().throttle(1, 1);
        granted(5);

        throttle.lift();

        assertThat(granted(5)).isEqualTo(5);
        assertThat(throttle.granted()).isEqualTo(1);
        assertThat(throttle.refused()).isEqualTo(4);
        assertThat(aws.faults().throttles()).isEmpty();
    }

    @Test
    void unused_onlyWhenItMustRefuse() {
        aws.faults().throttle(1, 100);
        assertThat(aws.faults().unused()).isEmpty();

        aws.faults().throttle(Actions.reads(), 1, 1).mustRefuse();
        granted(1);
        assertThat(aws.faults().unused())
                .singleElement()
                .asString()
                .contains("throttle of Describe*, List*", "at 1.0/s, burst 1", "granted 1, refused 0");

        granted(1);
        assertThat(aws.faults().unused()).isEmpty();
        assertThat(aws.describe()).contains("throttle of all actions at 1.0/s, burst 100");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 1_000_001, Double.NaN, Double.POSITIVE_INFINITY})
    void rate_outOfBounds_isRefused(double rate) {
        assertThatIllegalArgumentException().isThrownBy(() -> aws.faults().throttle(rate, 1));
        Throttle throttle = aws.faults().throttle(1, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> throttle.rate(rate));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_000_001})
    void burst_outOfBounds_isRefused(int burst) {
        assertThatIllegalArgumentException().isThrownBy(() -> aws.faults().throttle(1, burst));
        if (burst < 1) {
            Throttle throttle = aws.faults().throttle(1, 1);
            assertThatIllegalArgumentException().isThrownBy(() -> throttle.consume(burst));
        }
    }

    /** The SDK's own retries wait on the scheduler they are given, so they too pass in virtual time. */
    @Test
    void sdkRetries_backOffInVirtualTime() {
        aws.faults().throttle(0.2, 1).mustRefuse();
        CloudFormationAsyncClient retrying = CloudFormationAsyncClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .httpClient(aws.asyncHttpClient())
                .asyncConfiguration(
                        c -> c.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
                .overrideConfiguration(c -> c.retryStrategy(RetryMode.STANDARD)
                        .retryStrategy(s -> s.maxAttempts(100))
                        .scheduledExecutorService(aws.time().scheduler()))
                .build();
        retrying.listStackSets().join();

        CompletableFuture<ListStackSetsResponse> second = retrying.listStackSets();
        assertThat(second).isNotDone();
        aws.time().runUntil(second::isDone);

        assertThat(second).isCompleted();
        assertThat(aws.time().nanoTime()).isGreaterThanOrEqualTo(5_000_000_000L);
        retrying.close();
        assertThat(aws.time().scheduler().isShutdown()).isFalse();
        assertThat(aws.faults().unused()).isEmpty();
    }
}
