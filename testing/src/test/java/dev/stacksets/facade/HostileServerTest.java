package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSets;
import dev.stacksets.error.NoAnswerException;
import dev.stacksets.error.OperationTrackingException;
import dev.stacksets.error.OperationTrackingException.Reason;
import dev.stacksets.error.ServiceException;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.testing.VirtualTime;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/**
 * Through the SDK over HTTP, a server that gives no answer that can be read: every call ends typed after the patience that is
 * documented, in virtual time, and entities are not resolved.
 */
class HostileServerTest {
    private static final Duration CALL = Duration.ofMinutes(1);
    private static final Duration FIRST_ANSWER = Duration.ofMinutes(3);

    private static final SdkAsyncHttpClient HTTP = NettyNioAsyncHttpClient.create();

    private final VirtualTime time = VirtualTime.create();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ServerSocket server = listening();

    /** What the server does instead of answering. */
    enum Answer {
        TRUNCATED(200, "<DescribeStackSetResponse><DescribeStackSetResult><StackSet><StackSetNa"),
        CUT_OFF(200, "<DescribeStackSetResponse>"),
        SILENT_END(0, ""),
        UNAVAILABLE(503, "<ErrorResponse><Error><Code>ServiceUnavailable</Code></Error></ErrorResponse>"),
        ENTITY_BOMB(200, bomb()),
        EXTERNAL_ENTITY(200, external("DescribeStackSetResponse")),
        EXTERNAL_DTD(200, "<!DOCTYPE DescribeStackSetResponse SYSTEM \"http://HOST/dtd\"><DescribeStackSetResponse/>");

        private final int status;
        private final String body;

        Answer(int status, String body) {
            this.status = status;
            this.body = body;
        }

        private static String bomb() {
            StringBuilder bomb = new StringBuilder("<!DOCTYPE b [<!ENTITY e0 \"0123456789\">");
            for (int i = 1; i < 10; i++) {
                bomb.append("<!ENTITY e")
                        .append(i)
                        .append(" \"")
                        .append(("&e" + (i - 1) + ";").repeat(10))
                        .append("\">");
            }
            return bomb + "]><DescribeStackSetResponse><DescribeStackSetResult><StackSet><StackSetName>&e9;"
                    + "</StackSetName></StackSet></DescribeStackSetResult></DescribeStackSetResponse>";
        }

        private static String external(String root) {
            return "<!DOCTYPE " + root + " [<!ENTITY x SYSTEM \"http://HOST/entity\">]><" + root
                    + "><DescribeStackSetResult><StackSet><StackSetName>&x;</StackSetName></StackSet>"
                    + "</DescribeStackSetResult></" + root + ">";
        }

        void write(Socket client, String host) throws IOException {
            if (status == 0) {
                return;
            }
            byte[] bytes = body.replace("HOST", host).getBytes(StandardCharsets.UTF_8);
            int promised = this == CUT_OFF ? bytes.length + 1_000 : bytes.length;
            OutputStream out = client.getOutputStream();
            out.write(("HTTP/1.1 " + status + " Any\r\nContent-Type: text/xml\r\nConnection: close\r\nContent-Length: "
                            + promised + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.flush();
        }
    }

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void closeHttp() {
        HTTP.close();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private String host() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Answers until the test is over. */
    private void serve(Answer answer) {
        Thread serving = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    asked.add(request(client));
                    answer.write(client, host());
                } catch (IOException over) {
                    asked.add("broken off: " + over.getMessage());
                }
            }
        });
        serving.setDaemon(true);
        serving.start();
    }

    /** Reads a request, body included: a connection closed before that would be reset. */
    private static String request(Socket client) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        int read = 0;
        while (true) {
            String head = new String(buffer, 0, read, StandardCharsets.UTF_8);
            int end = head.indexOf("\r\n\r\n");
            if (end >= 0 && read >= end + 4 + length(head)) {
                return head.substring(0, head.indexOf("\r\n"));
            }
            int more = client.getInputStream().read(buffer, read, buffer.length - read);
            if (more < 0) {
                return head;
            }
            read += more;
        }
    }

    private static int length(String head) {
        return Stream.of(head.split("\r\n"))
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .map(line -> Integer.parseInt(line.substring(15).trim()))
                .findFirst()
                .orElse(0);
    }

    private StackSets stackSets(CloudFormationAsyncClient client) {
        return StackSets.builder()
                .client(client)
                .timeSource(time)
                .callbackExecutor(Runnable::run)
                .build();
    }

    private CloudFormationAsyncClient client() {
        return CloudFormationAsyncClient.builder()
                .httpClient(HTTP)
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .endpointOverride(URI.create("http://" + host()))
                .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    /** Moves the clock while something waits for it, not while an answer is under way. Gives how it failed. */
    private Throwable failure(CompletableFuture<?> future, Duration patience) {
        Instant began = time.now();
        while (!future.isDone()) {
            assertThat(Duration.between(began, time.now()))
                    .as("asked %s", asked)
                    .isLessThan(patience);
            if (time.pending() == 0) {
                Thread.onSpinWait();
            } else {
                time.advance(Duration.ofMillis(100));
            }
        }
        return future.handle((any, failed) -> failed).join();
    }

    @ParameterizedTest
    @EnumSource(Answer.class)
    void serverThatGivesNoAnswer_everyCallEndsTyped_withinItsPatience(Answer answer) throws Exception {
        serve(answer);
        try (CloudFormationAsyncClient client = client();
                StackSets stackSets = stackSets(client)) {
            assertThat(failure(stackSets.stackSet("baseline").describe(), CALL))
                    .isInstanceOfAny(NoAnswerException.class, ServiceException.class);

            OperationHandle started =
                    stackSets.stackSet("baseline").deploy(d -> d.accounts(ONE).regions(VIRGINIA));
            assertThat(failure(started.outcome(), CALL))
                    .isInstanceOfSatisfying(
                            OperationTrackingException.class,
                            lost -> assertThat(lost.reason()).isEqualTo(Reason.START_UNCERTAIN));

            OperationHandle resumed = stackSets.resume(new OperationToken("us-east-1", "baseline", "op-1"));
            assertThat(failure(resumed.outcome(), FIRST_ANSWER))
                    .isInstanceOfSatisfying(
                            OperationTrackingException.class,
                            lost -> assertThat(lost.reason()).isEqualTo(Reason.POLL_FAILURES))
                    .hasMessageContaining("no first answer within PT2M");
        }
        assertThat(asked).hasSizeGreaterThan(10).allMatch(line -> line.startsWith("POST / "));
    }
}
