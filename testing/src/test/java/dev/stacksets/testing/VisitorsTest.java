package dev.stacksets.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stacksets.testing.Http.Answered;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come in by HTTP: programs of this machine, but no web page that its browser shows. */
@Timeout(60)
class VisitorsTest {

    private static final String POST = "POST / HTTP/1.1";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String CREATE =
            "Action=CreateStackSet&StackSetName=base&TemplateBody=Resources%3A%0A+A%3A%0A++Type%3A+X";
    private static final String DELETE = "Action=DeleteStackSet&StackSetName=base";
    private static final String LIST = "Action=ListStackSets";

    private final StackSetsSimulator aws = StackSetsSimulator.create();
    private final SimulatorEndpoint endpoint = aws.serve().manualTime();
    private final Http http = new Http(endpoint.uri());
    private final int port = endpoint.uri().getPort();

    @AfterEach
    void close() {
        endpoint.close();
    }

    private void baseIsThere() {
        assertThat(http.post(LIST).body()).contains("<StackSetName>base</StackSetName>", "<Status>ACTIVE</Status>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST",
                "localhost:1",
                "127.0.0.1",
                "127.0.0.1:4599",
                "127.255.3.4",
                "[::1]",
                "[::1]:4599",
                "bucket.s3.localhost:4599"
            })
    void host_ofThisMachine_isAnswered(String host) {
        assertThat(http.raw(LIST, POST, "Host: " + host).status()).isEqualTo(200);
        assertThat(http.raw("", "GET /_stacksets/health HTTP/1.1", "Host: " + host)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:4599",
                "localhost.evil.example",
                "evillocalhost",
                "127.0.0.1.evil.example",
                "127.evil.example",
                "127.0.0",
                "10.0.0.1",
                "0.0.0.0",
                "[::2]",
                "localhost:4599:1",
                "localhost@evil.example",
                "localhost/",
                "localhost:port",
                ""
            })
    void host_ofAnother_isMisdirected(String host) {
        http.post(CREATE);

        for (Answered answered : new Answered[] {
            http.raw(DELETE, POST, "Host: " + host),
            http.raw("", "GET /?" + DELETE + " HTTP/1.1", "Host: " + host),
            http.raw("", "POST /_stacksets/reset HTTP/1.1", "Host: " + host),
            http.raw("", "GET /_stacksets/health HTTP/1.1", "Host: " + host)
        }) {
            assertThat(answered.status()).isEqualTo(421);
            assertThat(answered.body()).contains("<Code>MisdirectedRequest</Code>", "allowHost");
        }
        baseIsThere();
    }

    @Test
    void host_absentOrTwice_isRefused() {
        assertThat(http.raw(CREATE, POST, FORM).status()).isEqualTo(400);
        assertThat(http.raw(CREATE, POST, "Host: localhost", "Host: localhost").status())
                .isEqualTo(400);
        assertThat(http.raw(CREATE, "POST / HTTP/1.0", FORM).body()).contains("<Code>InvalidHost</Code>");
        assertThat(http.post(LIST).body()).doesNotContain("base");
    }

    @Test
    void host_inTheRequestLine_countsToo() {
        assertThat(http.raw(LIST, "POST http://evil.example/ HTTP/1.1", "Host: localhost")
                        .status())
                .isEqualTo(421);
        assertThat(http.raw(LIST, "POST http://localhost:1/ HTTP/1.1", "Host: localhost")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void host_ofAnother_isRefusedInTheProtocolOfTheRequest() {
        Answered answered = http.raw(
                "{}",
                POST,
                "Host: evil\u001b[2J.example",
                "Content-Type: application/x-amz-json-1.1",
                "X-Amz-Target: AWSOrganizationsV20161128.ListRoots");

        assertThat(answered.status()).isEqualTo(421);
        assertThat(answered.contentType()).isEqualTo("application/x-amz-json-1.1");
        assertThat(answered.body())
                .contains("\"__type\":\"MisdirectedRequest\"")
                .doesNotContain("\u001b");
    }

    @Test
    void allowHost_addsOne() {
        assertThat(http.raw(LIST, POST, "Host: host.docker.internal:4599").status())
                .isEqualTo(421);

        endpoint.allowHost("Host.docker.internal");

        assertThat(http.raw(LIST, POST, "Host: host.docker.internal:4599").status())
                .isEqualTo(200);
        assertThat(http.raw(LIST, POST, "Host: docker.internal:4599").status()).isEqualTo(421);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "host:80", "http://host", "*", "a/b", "[::1"})
    void allowHost_noHost_isRefused(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> endpoint.allowHost(host))
                .withMessageContaining("without a port");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin,http://evil.example",
        "Origin,null",
        "Origin,http://localhost",
        "Origin,http://localhost:3000",
        "Origin,file://",
        "Origin,http://localhost:PORT.evil.example",
        "Origin,http://localhost:PORT@evil.example",
        "Referer,http://evil.example/page",
        "Referer,http://localhost:3000/",
        "Sec-Fetch-Site,cross-site",
        "Sec-Fetch-Site,same-site",
        "sec-fetch-site,CROSS-SITE"
    })
    void pageOfAnotherOrigin_changesNothing(String header, String value) {
        http.post(CREATE);
        String tells = header + ": " + value.replace("PORT", Integer.toString(port));
        String host = "Host: localhost:" + port;

        for (Answered answered : new Answered[] {
            http.raw(DELETE, POST, host, FORM, tells),
            http.raw("", "GET /?" + DELETE + " HTTP/1.1", host, tells),
            http.raw("", "POST /_stacksets/reset HTTP/1.1", host, tells),
            http.raw("", "GET /_stacksets/health HTTP/1.1", host, tells)
        }) {
            assertThat(answered.status()).isEqualTo(403);
            assertThat(answered.body()).contains("<Code>CrossOriginRequest</Code>");
        }
        baseIsThere();
    }

    @Test
    void ownOrigin_isAnswered() {
        String origin = "http://localhost:" + port;

        assertThat(http.raw(
                                LIST,
                                POST,
                                "Host: 127.0.0.1:" + port,
                                "Origin: " + origin,
                                "Referer: " + origin + "/page?x#y",
                                "Sec-Fetch-Site: same-origin")
                        .status())
                .isEqualTo(200);
        assertThat(http.raw(LIST, POST, "Host: localhost:" + port, "Sec-Fetch-Site: none")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void formOfAnotherSite_deletesNothing() {
        http.post(CREATE);

        Answered answered = http.raw(DELETE, POST, "Host: evil.example", FORM, "Origin: http://evil.example");

        assertThat(answered.status()).isEqualTo(421);
        baseIsThere();
    }

    @Test
    void refusedRequests_areNoCalls() {
        http.raw(LIST, POST, "Host: evil.example");
        http.raw(LIST, POST, "Host: localhost", "Origin: null");

        assertThat(aws.calls().all()).isEmpty();
    }

    @Test
    void preflight_getsNoPermission() throws Exception {
        try (Http.Connection connection = http.connect()) {
            connection.send(String.join(
                    "\r\n",
                    "OPTIONS / HTTP/1.1",
                    "Host: localhost",
                    "Access-Control-Request-Method: POST",
                    "Connection: close",
                    "",
                    ""));

            assertThat(connection.all()).startsWith("HTTP/1.1 405").doesNotContainIgnoringCase("access-control");
        }
    }

    @Test
    void headersAboveTheLimit_areRefused() {
        assertThat(http.raw(LIST, POST, "Host: localhost", "X: " + "x".repeat(65_000))
                        .status())
                .isEqualTo(200);
        Answered answered = http.raw(LIST, POST, "Host: localhost", "X: " + "x".repeat(66_000));

        assertThat(answered.status()).isEqualTo(431);
        assertThat(answered.body()).contains("<Code>RequestHeaderFieldsTooLarge</Code>");
    }

    @Test
    void headersOrLinesBeyondReason_closeThatConnectionOnly() throws Exception {
        for (String head : new String[] {
            "GET /?" + "x".repeat(1_000_000) + " HTTP/1.1\r\n",
            "GET / HTTP/1.1\r\nX: " + "x".repeat(1_000_000) + "\r\n",
            "GET / HTTP/1.1\r\n" + manyHeaders()
        }) {
            try (Http.Connection connection = http.connect()) {
                connection.sendAsFarAsRead(head + "Host: localhost\r\n\r\n");
                assertThat(connection.isClosed()).isTrue();
            }
        }
        assertThat(http.post(LIST).status()).isEqualTo(200);
    }

    private static String manyHeaders() {
        StringBuilder headers = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            headers.append("Y-").append(i).append(": y\r\n");
        }
        return headers.toString();
    }
}
