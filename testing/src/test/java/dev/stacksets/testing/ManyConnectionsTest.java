package dev.stacksets.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.testing.Http.Connection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More connections than anybody needs, to a process of its own: what the JDK's server is told is told to all of it. */
@Timeout(120)
class ManyConnectionsTest {

    private static final int LIMIT = 5_000;
    private static final String LIST = "Action=ListStackSets";

    /** Serves until it is ended. */
    static final class Serving {
        private Serving() {}

        public static void main(String[] args) throws InterruptedException {
            System.out.println(StackSetsSimulator.create().serve().uri());
            new CountDownLatch(1).await();
        }
    }

    private final List<Connection> idle = new ArrayList<>();
    private Process serving;
    private Http http;

    @BeforeEach
    void serve() throws IOException {
        serving = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Serving.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(serving.getInputStream(), StandardCharsets.UTF_8));
        http = new Http(URI.create(out.readLine()));
    }

    @AfterEach
    void close() throws IOException {
        for (Connection connection : idle) {
            connection.close();
        }
        serving.destroyForcibly();
    }

    private void open(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            idle.add(http.connect());
        }
    }

    @Test
    void idleConnections_upToTheLimit_keepNobodyOut_andTheRestAreClosed() throws IOException {
        open(4_000);
        assertThat(http.post(LIST).status()).isEqualTo(200);

        open(LIMIT - 4_000);
        try (Connection tooMany = http.connect()) {
            assertThat(tooMany.isClosed()).isTrue();
        }

        for (Connection connection : idle) {
            connection.close();
        }
        int status = 0;
        while (status != 200) {
            try (Connection connection = http.connect()) {
                connection.sendAsFarAsRead(
                        "GET /?" + LIST + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                status = connection.all().startsWith("HTTP/1.1 200") ? 200 : 0;
            } catch (java.net.SocketException closed) {
                status = 0;
            }
        }
        assertThat(serving.isAlive()).isTrue();
    }
}
