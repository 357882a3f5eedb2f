package dev.stacksets.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.testing.Http.Connection;
import dev.stacksets.testing.internal.transport.Bounds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that begin and do not end: more of them than there are threads, and a good one behind them. */
@Timeout(60)
class SlowClientsTest {

    private static final int MORE_THAN_THREADS = 40;
    private static final String LIST = "Action=ListStackSets";
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofMinutes(10);

    private final StackSetsSimulator aws = StackSetsSimulator.create();
    private final List<Connection> slow = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Connection connection : slow) {
            connection.close();
        }
    }

    private void areClosedOneByOne(Bounds bounds, String beginning) throws IOException {
        try (SimulatorEndpoint endpoint = aws.serve(0, bounds).manualTime()) {
            Http http = new Http(endpoint.uri());
            for (int i = 0; i < MORE_THAN_THREADS; i++) {
                Connection connection = http.connect();
                slow.add(connection);
                connection.send(beginning);
            }

            assertThat(http.post(LIST).status()).isEqualTo(200);
            for (Connection connection : slow) {
                assertThat(connection.isClosed()).isTrue();
            }
            assertThat(http.post(LIST).status()).isEqualTo(200);
        }
    }

    @Test
    void requestLine_thatDoesNotEnd_closesTheConnection() throws IOException {
        areClosedOneByOne(new Bounds(SHORT, LONG, LONG, LONG), "POST / HT");
    }

    @Test
    void headers_thatDoNotEnd_closeTheConnection() throws IOException {
        areClosedOneByOne(new Bounds(SHORT, LONG, LONG, LONG), "POST / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
    }

    @Test
    void body_thatDoesNotEnd_closesTheConnection() throws IOException {
        areClosedOneByOne(
                new Bounds(LONG, SHORT, LONG, LONG),
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nAction=");
    }

    @Test
    void chunks_thatDoNotEnd_closeTheConnection() throws IOException {
        areClosedOneByOne(
                new Bounds(LONG, SHORT, LONG, LONG),
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n7\r\nAction=\r\n");
    }

    /** The answer is there before its body; what is left of the body is waited for no longer than for the client. */
    @Test
    void body_ofWhatIsRefusedByItsHead_closesTheConnection() throws IOException {
        try (SimulatorEndpoint endpoint =
                aws.serve(0, new Bounds(LONG, LONG, SHORT, LONG)).manualTime()) {
            Http http = new Http(endpoint.uri());
            for (int i = 0; i < MORE_THAN_THREADS; i++) {
                Connection connection = http.connect();
                slow.add(connection);
                connection.send("POST / HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 100\r\n\r\nAction=");
            }

            for (Connection connection : slow) {
                assertThat(connection.all()).startsWith("HTTP/1.1 421");
            }
            assertThat(http.post(LIST).status()).isEqualTo(200);
        }
    }

    /** A byte a millisecond would keep a time-out for each read from ever being reached. */
    @Test
    void oneByteAtATime_isHeldToTheWholeTime() throws IOException {
        try (SimulatorEndpoint endpoint =
                aws.serve(0, new Bounds(SHORT, LONG, LONG, LONG)).manualTime()) {
            Connection drip = new Http(endpoint.uri()).connect();
            slow.add(drip);
            drip.send("POST / HTTP/1.1\r\nX: ");

            boolean refused = false;
            long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!refused && System.nanoTime() < until) {
                refused = !drip.sendsOne('x');
            }

            assertThat(refused).isTrue();
        }
    }
}
