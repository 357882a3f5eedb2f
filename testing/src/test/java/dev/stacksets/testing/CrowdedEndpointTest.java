package dev.stacksets.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.testing.Http.Answered;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several clients at once over real connections, and bodies beyond reason. */
@Timeout(120)
class CrowdedEndpointTest {

    private static final int CLIENTS = 8;
    private static final String CREATE =
            "Action=CreateStackSet&StackSetName=base&TemplateBody=Resources%3A%0A+A%3A%0A++Type%3A+X";
    private static final String LIST = "Action=ListStackSets";
    private static final long GIBIBYTE = 1L << 30;

    private final StackSetsSimulator aws = StackSetsSimulator.create();
    private final SimulatorEndpoint endpoint = aws.serve().manualTime();
    private final Http http = new Http(endpoint.uri());

    @AfterEach
    void close() {
        endpoint.close();
    }

    private static String deploy(String operationId) {
        return "Action=CreateStackInstances&StackSetName=base&OperationId=" + operationId
                + "&Accounts.member.1=111122223333&Regions.member.1=us-east-1";
    }

    private List<Answered> atOnce(IntFunction<Callable<Answered>> call) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Callable<Answered>> calls = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                calls.add(call.apply(i));
            }
            List<Answered> answers = new ArrayList<>();
            for (Future<Answered> answer : clients.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void deployments_ofEightClientsAtOnce_oneIsAcceptedAndTheOthersAreToldOfIt() throws Exception {
        http.post(CREATE);

        List<Answered> answers = atOnce(i -> () -> http.post(deploy("op-" + i)));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allSatisfy(answer -> assertThat(answer.body())
                        .contains("OperationInProgressException", "Another Operation on StackSet arn:"));
        assertThat(aws.events())
                .filteredOn(event -> event.contains(" operation "))
                .hasSize(1);
    }

    @Test
    void deployments_ofEightClientsUnderOneId_areOneOperation() throws Exception {
        http.post(CREATE);

        List<Answered> answers = atOnce(i -> () -> http.post(deploy("same")));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allSatisfy(answer -> assertThat(answer.body()).contains("OperationIdAlreadyExistsException"));
    }

    @Test
    void instant_eightClientsAtOnce_areServedOneAfterTheOther() throws Exception {
        endpoint.instant();
        http.post(CREATE);

        List<Answered> answers = atOnce(i -> () -> http.post(deploy("op-" + i)));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        assertThat(aws.events())
                .filteredOn(event -> event.endsWith("CREATE SUCCEEDED"))
                .hasSize(CLIENTS);
        aws.checkInvariants();
    }

    @Test
    void resets_whileOthersCreateDeployAndRead_neverFail() throws Exception {
        endpoint.timeScale(100_000);

        List<Answered> answers = atOnce(i -> () -> {
            Answered worst = http.post(LIST);
            for (int round = 0; round < 40; round++) {
                Answered answer = switch ((i + round) % 4) {
                    case 0 -> http.post(CREATE);
                    case 1 -> http.post(deploy("op-" + i + "-" + round));
                    case 2 -> http.post("Action=ListStackInstances&StackSetName=base");
                    default -> http.send("POST", "/_stacksets/reset", "", Map.of());
                };
                worst = answer.status() > worst.status() ? answer : worst;
            }
            return worst;
        });

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isLessThan(500));
        endpoint.manualTime();
        aws.time().runUntilIdle();
        aws.checkInvariants();
        aws.reset();
        assertThat(http.post(LIST).body()).doesNotContain("base");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bodyOfAGibibyte_isRefusedLongBeforeItsEnd(boolean chunked) throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), endpoint.uri().getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            String length = chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + GIBIBYTE;
            out.write(
                    ("POST / HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));

            long sent = flood(socket, chunked);

            assertThat(sent).isLessThan(GIBIBYTE / 4);
            assertThat(http.post(LIST).status()).isEqualTo(200);
        }
    }

    /** Writes until there is an answer or nobody reads any more. */
    private static long flood(Socket socket, boolean chunked) throws IOException {
        byte[] filler = new byte[64 * 1024];
        byte[] head = (Integer.toHexString(filler.length) + "\r\n").getBytes(StandardCharsets.UTF_8);
        InputStream in = socket.getInputStream();
        long sent = 0;
        try {
            while (sent < GIBIBYTE && in.available() == 0) {
                if (chunked) {
                    socket.getOutputStream().write(head);
                }
                socket.getOutputStream().write(filler);
                if (chunked) {
                    socket.getOutputStream().write("\r\n".getBytes(StandardCharsets.UTF_8));
                }
                sent += filler.length;
            }
            assertThat(new String(in.readNBytes(12), StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 413");
        } catch (SocketException closed) {
            assertThat(sent).as("bytes taken before the connection was closed").isPositive();
        }
        return sent;
    }

    @Test
    void garbageInsteadOfHttp_closesThatConnectionOnly() throws Exception {
        for (String garbage :
                List.of("\0\1\2\3\r\n\r\n", "GET\r\n\r\n", "POST / HTTP/9.9\r\nContent-Length: x\r\n\r\n")) {
            try (Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), endpoint.uri().getPort())) {
                socket.setSoTimeout(20_000);
                socket.getOutputStream().write(garbage.getBytes(StandardCharsets.UTF_8));
                socket.shutdownOutput();
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer).doesNotContain(" 200 ").doesNotContain(" 500 ");
            }
        }
        assertThat(http.post(LIST).status()).isEqualTo(200);
    }
}
