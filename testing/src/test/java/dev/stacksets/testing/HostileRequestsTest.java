package dev.stacksets.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.testing.Http.Answered;
import dev.stacksets.testing.Http.Connection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests made to harm, over real connections: each is refused as AWS would, and the next client is answered. */
@Timeout(60)
class HostileRequestsTest {

    private static final String LIST = "Action=ListStackSets";
    private static final String CREATE = "Action=CreateStackSet&StackSetName=base&TemplateBody=";
    private static final Map<String, String> JSON = Map.of(
            "X-Amz-Target", "AWSOrganizationsV20161128.ListAccounts", "Content-Type", "application/x-amz-json-1.1");

    private final StackSetsSimulator aws =
            StackSetsSimulator.builder().organization(o -> o.accounts(3)).build();
    private final SimulatorEndpoint endpoint = aws.serve().manualTime();
    private final Http http = new Http(endpoint.uri());

    @AfterEach
    void close() {
        assertThat(http.post(LIST).body()).contains("ListStackSetsResult").doesNotContain("base");
        endpoint.close();
    }

    private String answerTo(String request) throws IOException {
        try (Connection connection = http.connect()) {
            connection.sendAsFarAsRead(request);
            return connection.all();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void isRefused(String body, String text) {
        Answered answered = http.post(body);
        assertThat(answered.status()).as(answered.toString()).isEqualTo(400);
        assertThat(answered.body()).startsWith("<ErrorResponse").contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 20\r\nTransfer-Encoding: chunked",
                "Content-Length: 20\r\nContent-Length: 5",
                "Content-Length: -1",
                "Content-Length: 99999999999999999999",
                "Content-Length: x"
            })
    void lengths_thatContradictOrMakeNoSense_areRefused(String lengths) throws IOException {
        assertThat(answerTo("POST / HTTP/1.1\r\nHost: localhost\r\n" + lengths + "\r\n\r\n" + LIST))
                .startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @CsvSource({
        "/_stacksets/../../etc/passwd,404",
        "/_stacksets/..%2fhealth,404",
        "/%zz,400",
        "/_stacksets/%,400",
        "/../../etc/passwd,400",
        "http://localhost/etc/passwd,400"
    })
    void path_leadsNowhere(String path, String status) throws IOException {
        assertThat(answerTo("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status)
                .doesNotContain("root:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "OPTIONS", "PUT", "DELETE", "HEAD", "CONNECT", "get"})
    void otherMethods_areNotAllowed(String method) throws IOException {
        assertThat(answerTo(
                        method + " / HTTP/1.1\r\nHost: localhost\r\nX-Secret: hunter2\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .doesNotContain("hunter2");
    }

    @Test
    void packedBody_isNotUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(LIST.getBytes(StandardCharsets.UTF_8));
        }
        Answered answered = http.post(packed.toString(StandardCharsets.ISO_8859_1), Map.of("Content-Encoding", "gzip"));

        assertThat(answered.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "http://169.254.169.254/latest/meta-data/",
                "http://localhost/_stacksets/reset",
                "s3://bucket/key",
                "https://evil.example/x"
            })
    void templateUrl_isNeverFetched(String url) {
        Answered answered = http.post("Action=CreateStackSet&StackSetName=base&TemplateURL=" + encoded(url));

        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.body()).containsAnyOf("Access Denied", "failed to satisfy constraint");
    }

    @Test
    void templates_thatGrowWhenRead_areRefused() {
        StringBuilder aliases = new StringBuilder("a0: &a0 x\n");
        for (int i = 1; i < 16; i++) {
            aliases.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
        }
        isRefused(CREATE + encoded(aliases + "Resources: {A: {Type: X}}"), "<Code>");
        isRefused(
                CREATE + encoded("Metadata:\n  " + aliases.toString().replace("\n", "\n  ") + "\nResources: {}"),
                "<Code>");
        isRefused(CREATE + encoded("Resources: " + "[".repeat(25_000)), "<Code>");
        isRefused(CREATE + encoded("Resources: !!javax.script.ScriptEngineManager []"), "<Code>");
    }

    @Test
    void allowedPattern_thatBacktracks_isBounded() {
        String template =
                "Parameters: {P: {Type: String, AllowedPattern: '(a+)+$'}}\nResources: {A: {Type: 'AWS::SNS::Topic'}}";

        isRefused(
                CREATE + encoded(template) + "&Parameters.member.1.ParameterKey=P&Parameters.member.1.ParameterValue="
                        + "a".repeat(4_000) + "b",
                "<Code>ValidationError</Code>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "101", "2147483648", "NaN", "", "1e1", "%EF%BC%91"})
    void maxResults_outOfItsRange_isRefused(String maxResults) {
        isRefused(LIST + "&MaxResults=" + maxResults, "<Code>");
    }

    @Test
    void json_deeperThanAny_isRefused() {
        Answered answered =
                http.send("POST", "/", "{\"NextToken\":" + "[".repeat(500_000) + "]".repeat(500_000) + "}", JSON);

        assertThat(answered.status()).as(answered.toString()).isEqualTo(400);
    }

    @Test
    void keys_deeperOrFurtherThanAny_areRefused() {
        isRefused(LIST + "&" + "a.".repeat(1_000) + "b=x", "<Code>MalformedInput</Code>");
        isRefused(
                "Action=CreateStackInstances&StackSetName=base&Accounts.member.2147483647=1",
                "<Code>MalformedInput</Code>");
    }

    @Test
    void index_inDigitsOfAnotherScript_isRefused() {
        isRefused(
                "Action=CreateStackInstances&StackSetName=base&Accounts.member." + encoded("\u0661") + "=1",
                "<Code>MalformedInput</Code>");
    }

    @Test
    void name_inFullWidthLetters_isRefused() {
        isRefused(
                "Action=CreateStackSet&StackSetName=" + encoded("\uff42ase") + "&TemplateBody=x",
                "<Code>ValidationError");
    }

    @Test
    void markupAndControls_ofARequest_areEscapedInTheAnswer() {
        Answered answered = http.post("Action=" + encoded("<script>&\u0000\u001b]]>"));

        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.body())
                .contains("&lt;script&gt;&amp;")
                .doesNotContain("<script>", "\u0000", "\u001b", "]]>");
    }

    @Test
    void authorization_thatRepeatsItsBeginning_isHandledAtOnce() {
        for (int size : new int[] {50_000, 150_000}) {
            String header = "Credential=".repeat(size / 11);
            Answered answered = http.raw(LIST, "POST / HTTP/1.1", "Host: localhost", "Authorization: " + header);

            assertThat(answered.status()).isEqualTo(size < 65_536 ? 200 : 431);
        }
        assertThat(http.get("/?" + LIST + "&X-Amz-Credential=" + "Credential=".repeat(13_000))
                        .status())
                .isEqualTo(200);
    }
}
