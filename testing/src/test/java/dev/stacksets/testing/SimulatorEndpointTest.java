package dev.stacksets.testing;

import static dev.stacksets.testing.Http.signedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.testing.Http.Answered;
import dev.stacksets.testing.Http.Connection;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP door, over real connections on loopback. */
@Timeout(60)
class SimulatorEndpointTest {

    private static final String CREATE =
            "Action=CreateStackSet&StackSetName=base&TemplateBody=Resources%3A%0A+A%3A%0A++Type%3A+X";
    private static final String DEPLOY = "Action=CreateStackInstances&StackSetName=base&OperationId=op"
            + "&Accounts.member.1=111122223333&Regions.member.1=us-east-1";
    private static final String OPERATION = "Action=DescribeStackSetOperation&StackSetName=base&OperationId=op";
    private static final String LIST = "Action=ListStackSets";

    private final StackSetsSimulator aws = StackSetsSimulator.create();
    private final SimulatorEndpoint endpoint = aws.serve().manualTime();
    private final Http http = new Http(endpoint.uri());

    @AfterEach
    void close() {
        endpoint.close();
    }

    private static void spinUntil(BooleanSupplier condition) {
        while (!condition.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void uri_isLoopback() {
        assertThat(endpoint.uri().toString()).matches("http://127\\.0\\.0\\.1:[0-9]+");
    }

    @Test
    void instant_operation_endsWithinTheCallThatStartedIt() {
        endpoint.instant();
        http.post(CREATE);

        assertThat(http.post(DEPLOY).status()).isEqualTo(200);
        assertThat(http.post(OPERATION).body()).contains("<Status>SUCCEEDED</Status>");
    }

    @Test
    void manualTime_operation_endsWhenTimeIsAdvanced() {
        http.post(CREATE);
        http.post(DEPLOY);

        assertThat(http.post(OPERATION).body()).contains("<Status>RUNNING</Status>");
        aws.time().runUntilIdle();
        assertThat(http.post(OPERATION).body()).contains("<Status>SUCCEEDED</Status>");
    }

    @Test
    void timeScale_operation_endsInRealTime() {
        endpoint.timeScale(100_000);
        http.post(CREATE);
        http.post(DEPLOY);

        spinUntil(() -> http.post(OPERATION).body().contains("<Status>SUCCEEDED</Status>"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void timeScale_noPositiveNumber_isRefused(double scale) {
        assertThatIllegalArgumentException().isThrownBy(() -> endpoint.timeScale(scale));
    }

    @Test
    void get_withQueryString_worksAsPost() {
        assertThat(http.get("/?" + CREATE).status()).isEqualTo(200);
        assertThat(http.get("/?" + LIST).body()).contains("<StackSetName>base</StackSetName>");
    }

    @Test
    void scope_isAccountAndRegion() {
        http.post(CREATE, signedFor("111122223333", "eu-west-1", "cloudformation"));

        assertThat(aws.calls().all())
                .singleElement()
                .satisfies(call -> assertThat(List.of(call.account(), call.region()))
                        .containsExactly("111122223333", "eu-west-1"));
        assertThat(http.post(LIST).body()).doesNotContain("base");
        assertThat(http.post(LIST, signedFor("111122223333", "eu-west-1", "cloudformation"))
                        .body())
                .contains("base");
    }

    @Test
    void presignedScope_isRead() {
        String scope = URLEncoder.encode("111122223333/20260101/eu-west-1/sts/aws4_request", StandardCharsets.UTF_8);

        assertThat(http.get("/?Action=GetCallerIdentity&X-Amz-Credential=" + scope)
                        .body())
                .contains("<Account>111122223333</Account>");
    }

    @Test
    void getCallerIdentity_isWhoCalls() {
        Answered answered =
                http.post("Action=GetCallerIdentity&Version=2011-06-15", signedFor("AKIAOTHER", "us-east-1", "sts"));

        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.body())
                .contains("xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"", "<Account>999988887777</Account>");
        assertThat(http.post("Action=GetCallerIdentity&Version=2011-06-15").body())
                .contains("<Arn>arn:aws:iam::999988887777:user/simulated</Arn>");
    }

    @Test
    void otherActionOfSts_isRefusedByName() {
        Answered answered = http.post("Action=GetSessionToken", signedFor("x", "us-east-1", "sts"));

        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.body()).contains("<Code>InvalidAction</Code>", "GetSessionToken");
    }

    @Test
    void otherService_isRefusedByNameInItsProtocol() {
        Answered query = http.post("Action=DescribeVpcs", signedFor("x", "us-east-1", "ec2"));
        Answered json = http.send("POST", "/", "{}", jsonFor("DynamoDB_20120810.ListTables"));

        assertThat(query.status()).isEqualTo(400);
        assertThat(query.body()).contains("<Code>InvalidAction</Code>", "The service ec2 is not simulated");
        assertThat(json.status()).isEqualTo(400);
        assertThat(json.contentType()).isEqualTo("application/x-amz-json-1.1");
        assertThat(json.body())
                .contains("\"__type\":\"UnknownOperationException\"", "dynamodb", "DynamoDB_20120810.ListTables");
    }

    private static Map<String, String> jsonFor(String target) {
        return Map.of(
                "X-Amz-Target",
                target,
                "Authorization",
                signedFor("x", "us-east-1", "dynamodb").get("Authorization"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Action=Nonsense", "%zz", "{\"a\":1}"})
    void nonsense_isAnAwsShapedRefusal(String body) {
        Answered answered = http.send("POST", "/some/path", body, Map.of());

        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.body()).startsWith("<ErrorResponse").contains("<RequestId>");
    }

    @Test
    void otherMethod_isNotAllowed() {
        Answered answered = http.send("PUT", "/?" + LIST, "x", Map.of());

        assertThat(answered.status()).isEqualTo(405);
        assertThat(answered.body()).contains("<Code>MethodNotAllowed</Code>");
    }

    @Test
    void bodyAboveTheLimit_is413() {
        String largest = LIST + "&X=" + "x".repeat(2 * 1024 * 1024 - LIST.length() - 3);

        assertThat(http.post(largest).status()).isEqualTo(200);
        Answered answered = http.post(largest + "x");
        assertThat(answered.status()).isEqualTo(413);
        assertThat(answered.body()).contains("<Code>RequestEntityTooLarge</Code>");
    }

    @Test
    void connection_isKept() throws Exception {
        try (Connection connection = http.connect()) {
            for (int i = 0; i < 3; i++) {
                connection.post(LIST);
                assertThat(connection.statusLine()).isEqualTo("HTTP/1.1 200 OK");
            }
        }
    }

    @Test
    void losesAnswer_dropsTheConnectionAfterApplying() throws Exception {
        aws.faults().on("CreateStackSet").call(1).losesAnswer();

        try (Connection connection = http.connect()) {
            connection.post(CREATE);
            assertThat(connection.statusLine()).isEmpty();
        }
        assertThat(http.post(LIST).body()).contains("base");
    }

    @Test
    void dropsConnection_appliesNothing() throws Exception {
        aws.faults().on("CreateStackSet").call(1).dropsConnection();

        try (Connection connection = http.connect()) {
            connection.post(CREATE);
            assertThat(connection.statusLine()).isEmpty();
        }
        assertThat(http.post(LIST).body()).doesNotContain("base");
    }

    @Test
    void delays_answersWhenVirtualTimeHasPassed() throws Exception {
        aws.faults().on("ListStackSets").call(1).delays(Duration.ofMinutes(5));

        try (Connection connection = http.connect()) {
            connection.post(LIST);
            spinUntil(() -> aws.time().pending() > 0);
            aws.time().advance(Duration.ofMinutes(5));
            assertThat(connection.statusLine()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void close_whileAnAnswerIsDelayed_dropsIt() throws Exception {
        aws.faults().on("ListStackSets").call(1).delays(Duration.ofMinutes(5));

        try (Connection connection = http.connect()) {
            connection.post(LIST);
            spinUntil(() -> aws.time().pending() > 0);
            endpoint.close();
            assertThat(connection.statusLine()).isEmpty();
        }
    }

    @Test
    void manyClientsAtOnce_areAllAnswered() {
        ExecutorService clients = Executors.newFixedThreadPool(64);
        try {
            List<CompletableFuture<Integer>> answers = IntStream.range(0, 500)
                    .mapToObj(i ->
                            CompletableFuture.supplyAsync(() -> http.post(LIST).status(), clients))
                    .toList();

            assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(200));
        } finally {
            clients.shutdownNow();
        }
        assertThat(aws.calls().count("ListStackSets")).isEqualTo(500);
    }

    @Test
    void ownPaths_healthAndReset() {
        http.post(CREATE);

        assertThat(http.get("/_stacksets/health")).isEqualTo(json(200, "{\"status\":\"running\"}"));
        assertThat(http.get("/_stacksets/reset").status()).isEqualTo(404);
        assertThat(http.post(LIST).body()).contains("base");
        assertThat(http.send("POST", "/_stacksets/reset", "", Map.of())).isEqualTo(json(200, "{\"status\":\"empty\"}"));
        assertThat(http.post(LIST).body()).doesNotContain("base");
    }

    private static Answered json(int status, String body) {
        return new Answered(status, "application/json", body);
    }

    @Test
    void close_freesThePortAndKeepsTheState() {
        http.post(CREATE);
        int port = endpoint.uri().getPort();
        endpoint.close();
        endpoint.close();

        assertThatThrownBy(() -> http.post(LIST)).hasCauseInstanceOf(ConnectException.class);
        assertThatIllegalStateException().isThrownBy(endpoint::instant);
        assertThatIllegalStateException().isThrownBy(() -> endpoint.timeScale(2));
        try (SimulatorEndpoint again = aws.serve(port)) {
            assertThat(new Http(again.uri()).post(LIST).body()).contains("base");
        }
    }

    @Test
    void serve_portTaken_saysWhich() {
        int port = endpoint.uri().getPort();

        assertThatThrownBy(() -> aws.serve(port))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("port " + port + " of 127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void serve_noPort_isRefused(int port) {
        assertThatIllegalArgumentException().isThrownBy(() -> aws.serve(port));
    }
}
