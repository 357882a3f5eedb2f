package dev.stacksets.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.testing.Http.Answered;
import dev.stacksets.testing.Http.Connection;
import dev.stacksets.testing.deploy.MemberStack;
import dev.stacksets.testing.deploy.StackDeployer;
import dev.stacksets.testing.internal.transport.Bounds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the endpoint says of itself while the simulator does not get on: the deployer blocks under the engine's lock. */
@Timeout(60)
class EndpointHealthTest {

    private static final String CREATE =
            "Action=CreateStackSet&StackSetName=base&TemplateBody=Resources%3A%0A+A%3A%0A++Type%3A+X";
    private static final String DEPLOY = "Action=CreateStackInstances&StackSetName=base"
            + "&Accounts.member.1=111122223333&Regions.member.1=us-east-1";
    private static final String LIST = "Action=ListStackSets";
    private static final String HEALTH = "/_stacksets/health";
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int MORE_THAN_THREADS = 40;

    private final CountDownLatch blocked = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);
    private final StackSetsSimulator aws =
            StackSetsSimulator.builder().stackDeployer(blocking()).build();
    private final SimulatorEndpoint endpoint =
            aws.serve(0, new Bounds(LONG, LONG, LONG, Duration.ofMillis(5))).manualTime();
    private final Http http = new Http(endpoint.uri());
    private final List<Connection> waiting = new ArrayList<>();

    private StackDeployer blocking() {
        return new StackDeployer() {
            @Override
            public CompletionStage<String> deploy(MemberStack stack) {
                blocked.countDown();
                try {
                    goesOn.await();
                } catch (InterruptedException closing) {
                    Thread.currentThread().interrupt();
                }
                return CompletableFuture.completedFuture(
                        "arn:aws:cloudformation:us-east-1:111122223333:stack/a/00000000-0000-4000-8000-000000000000");
            }

            @Override
            public CompletionStage<?> delete(MemberStack stack) {
                return CompletableFuture.completedFuture(stack);
            }
        };
    }

    @AfterEach
    void close() throws IOException {
        goesOn.countDown();
        endpoint.close();
        for (Connection connection : waiting) {
            connection.close();
        }
    }

    private static void spinUntil(BooleanSupplier condition) {
        while (!condition.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    private void spinUntilHealthIs(int status) {
        spinUntil(() -> http.get(HEALTH).status() == status);
    }

    private void block() throws InterruptedException {
        http.post(CREATE);
        http.post(DEPLOY);
        Thread time = new Thread(() -> aws.time().runUntilIdle());
        time.setDaemon(true);
        time.start();
        blocked.await();
    }

    @Test
    void health_whileTheEngineIsStuck_isUnready_andRunningAfterwards() throws Exception {
        block();

        spinUntilHealthIs(503);
        assertThat(http.get(HEALTH)).isEqualTo(new Answered(503, "application/json", "{\"status\":\"stuck\"}"));

        goesOn.countDown();
        spinUntilHealthIs(200);
        assertThat(http.post(LIST).status()).isEqualTo(200);
    }

    @Test
    void health_whileEveryThreadWaitsForTheEngine_isToldAllTheSame() throws Exception {
        block();
        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            Connection connection = http.connect();
            waiting.add(connection);
            connection.post(LIST);
        }

        spinUntilHealthIs(503);

        goesOn.countDown();
        for (Connection connection : waiting) {
            assertThat(connection.statusLine()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void reset_whileTheEngineIsStuck_bringsAnotherThatIsNot() throws Exception {
        block();
        spinUntilHealthIs(503);

        assertThat(http.send("POST", "/_stacksets/reset", "", Map.of()).status())
                .isEqualTo(200);

        spinUntilHealthIs(200);
        assertThat(http.post(LIST).body()).doesNotContain("base");
    }

    @Test
    void health_whileACallSettlesForEver_isUnready() throws Exception {
        endpoint.instant();
        http.post(CREATE);
        Connection connection = http.connect();
        waiting.add(connection);
        connection.post(DEPLOY);
        blocked.await();

        spinUntilHealthIs(503);

        goesOn.countDown();
        assertThat(connection.statusLine()).isEqualTo("HTTP/1.1 200 OK");
        spinUntilHealthIs(200);
    }

    @Test
    void health_whileAnAnswerIsDelayedAsPlanted_isRunning() throws Exception {
        aws.faults().on("ListStackSets").call(1).delays(Duration.ofMinutes(5));
        Connection connection = http.connect();
        waiting.add(connection);
        connection.post(LIST);
        spinUntil(() -> aws.time().pending() > 0);

        for (int i = 0; i < 100; i++) {
            assertThat(http.get(HEALTH).status()).isEqualTo(200);
        }

        aws.time().advance(Duration.ofMinutes(5));
        assertThat(connection.statusLine()).isEqualTo("HTTP/1.1 200 OK");
    }
}
