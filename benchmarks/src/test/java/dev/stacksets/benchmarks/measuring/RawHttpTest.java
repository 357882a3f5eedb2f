package dev.stacksets.benchmarks.measuring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.stacksets.testing.SimulatorEndpoint;
import dev.stacksets.testing.StackSetsSimulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawHttpTest {

    @Test
    void send_servedSimulator_answersEveryCall() throws IOException {
        try (SimulatorEndpoint endpoint = StackSetsSimulator.create().serve();
                RawHttp http = new RawHttp(endpoint.uri())) {
            byte[] list = RawHttp.post(endpoint.uri(), "Action=ListStackSets&Version=2010-05-15");

            assertThat(http.send(list).success()).contains("<ListStackSetsResult>");
            assertThat(http.send(list).success()).contains("<ListStackSetsResult>");
            byte[] describe =
                    RawHttp.post(endpoint.uri(), "Action=DescribeStackSet&Version=2010-05-15&StackSetName=no");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> http.send(describe).success())
                    .withMessageContainingAll("status 404", "StackSetNotFoundException");
        }
    }

    @Test
    void send_connection_isKeptAsLongAsTheServerKeepsIt() throws IOException {
        List<InetSocketAddress> clients = new ArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            clients.add(exchange.getRemoteAddress());
            if (clients.size() == 2) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
            byte[] body = "well".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (RawHttp http = new RawHttp(uri)) {
            for (int i = 0; i < 3; i++) {
                assertThat(http.send(RawHttp.get(uri)).success()).isEqualTo("well");
            }
        } finally {
            server.stop(0);
        }
        assertThat(clients.get(1)).isEqualTo(clients.get(0));
        assertThat(clients.get(2)).isNotEqualTo(clients.get(0));
    }
}
