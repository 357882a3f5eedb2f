package dev.stacksets.testing.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The door alone, with something behind it that a simulator does not do. */
@Timeout(60)
class HttpDoorTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int THREADS = 32;
    private static final int WAITING = 1024;

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static HttpDoor door(Function<WireRequest, Answer> front, Duration answer) {
        HttpDoor door =
                new HttpDoor(0, front, () -> {}, new Health(), new Bounds(LONG, LONG, answer, Duration.ofMinutes(1)));
        door.start();
        return door;
    }

    private static Answer ok(String body) {
        return new Answer.Arrives(new WireResponse(200, "text/plain", "id", body), Duration.ZERO);
    }

    private Socket ask(HttpDoor door, String path) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.uri().getPort());
        socket.setSoTimeout(20_000);
        sockets.add(socket);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static String status(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
    }

    @Test
    void answer_thatNobodyTakes_closesTheConnection() throws IOException {
        String large = "x".repeat(32 * 1024 * 1024);
        try (HttpDoor door =
                door(request -> ok(request.path().equals("/large") ? large : "small"), Duration.ofMillis(200))) {
            for (int i = 0; i < THREADS; i++) {
                ask(door, "/large");
            }

            assertThat(status(ask(door, "/small"))).isEqualTo("HTTP/1.1 200");
        }
    }

    @Test
    void calls_beyondThoseThatWait_areRefused_andTheDoorStillTellsOfItself() throws Exception {
        Semaphore begun = new Semaphore(0);
        CountDownLatch goOn = new CountDownLatch(1);
        Function<WireRequest, Answer> slow = request -> {
            begun.release();
            try {
                goOn.await();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
            return ok("done");
        };
        try (HttpDoor door = door(slow, LONG)) {
            List<Socket> calls = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                calls.add(ask(door, "/"));
            }
            begun.acquire(THREADS);
            for (int i = 0; i < WAITING + THREADS; i++) {
                calls.add(ask(door, "/"));
            }

            assertThat(status(ask(door, "/_stacksets/health"))).isEqualTo("HTTP/1.1 200");
            goOn.countDown();
            List<String> answers = new ArrayList<>();
            for (Socket call : calls) {
                answers.add(status(call));
            }

            assertThat(answers).filteredOn("HTTP/1.1 503"::equals).hasSize(THREADS);
            assertThat(answers).filteredOn("HTTP/1.1 200"::equals).hasSize(THREADS + WAITING);
        }
    }

    @Test
    void defect_isToldByItsKindAlone() throws IOException {
        Function<WireRequest, Answer> broken = request -> {
            throw new IllegalStateException("hunter2");
        };
        try (HttpDoor door = door(broken, LONG)) {
            Socket socket = ask(door, "/");
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer)
                    .startsWith("HTTP/1.1 500")
                    .contains("<Code>InternalFailure</Code>", "java.lang.IllegalStateException")
                    .doesNotContain("hunter2");
        }
    }
}
