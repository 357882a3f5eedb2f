package dev.stacksets.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Ten thousand broken requests: each gets an answer shaped as AWS's are, and none is our own fault. */
@Timeout(120)
class FuzzedRequestsTest {

    private final StackSetsSimulator aws = StackSetsSimulator.builder()
            .organization(o -> o.managementAccount("999988887777").ou("A", ou -> ou.accounts(3)))
            .build();
    private final String unit = aws.organization().unit("A");
    private final Random random = new Random(20261123);

    private record Answered(int status, String body) {}

    @BeforeEach
    void populate() {
        String template = Corpus.TEMPLATE;
        form("Action=CreateStackSet&StackSetName=base&TemplateBody=" + template);
        form("Action=CreateStackInstances&StackSetName=base&Accounts.member.1=111122223333"
                + "&Regions.member.1=eu-west-1&OperationId=first");
        aws.time().runUntilIdle();
        form("Action=DetectStackSetDrift&StackSetName=base&OperationId=drift0");
        form("Action=CreateStackSet&StackSetName=org&PermissionModel=SERVICE_MANAGED&TemplateBody=" + template);
        aws.time().runUntilIdle();
    }

    private Answered form(String body) {
        return send("/", Map.of(), "cloudformation", body.replace("UNIT", unit).getBytes(StandardCharsets.UTF_8));
    }

    private Answered json(String target, byte[] body) {
        return target.startsWith("/")
                ? send(target, Map.of(), "account", body)
                : send("/", Map.of("X-Amz-Target", "AWSOrganizationsV20161128." + target), "organizations", body);
    }

    private Answered send(String path, Map<String, String> headers, String service, byte[] body) {
        SdkHttpRequest.Builder head = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("https://" + service + ".us-east-1.amazonaws.com" + path))
                .putHeader(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=999988887777/20260101/us-east-1/" + service + "/aws4_request");
        headers.forEach(head::putHeader);
        HttpExecuteRequest request = HttpExecuteRequest.builder()
                .request(head.build())
                .contentStreamProvider(() -> new ByteArrayInputStream(body))
                .build();
        try {
            HttpExecuteResponse response =
                    aws.httpClient().prepareRequest(request).call();
            assertThat(response.httpResponse().firstMatchingHeader("x-amzn-RequestId"))
                    .isPresent();
            try (InputStream answer = response.responseBody().orElseThrow()) {
                return new Answered(
                        response.httpResponse().statusCode(),
                        new String(answer.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyAction_unbroken_isAnswered() {
        for (String form : Corpus.FORMS) {
            Answered answered = form(form);
            aws.time().runUntilIdle();
            boolean absent = form.contains("StopStackSetOperation") || form.contains("ImportStacks");
            assertThat(answered.status()).as(form).isEqualTo(absent ? answered.status() : 200);
            assertXml(form, answered);
        }
        assertThat(Corpus.FORMS.stream()
                        .map(form -> form.substring(0, form.indexOf('&') < 0 ? form.length() : form.indexOf('&')))
                        .distinct())
                .hasSize(23);
        aws.checkInvariants();
    }

    @Test
    void forms_broken_areAnsweredInXml() {
        for (int i = 0; i < 7_000; i++) {
            String body = Corpus.FORMS.get(random.nextInt(Corpus.FORMS.size()));
            for (int times = 1 + random.nextInt(3); times > 0; times--) {
                body = broken(body);
            }
            assertXml(body, form(body));
            if (i % 50 == 0) {
                aws.time().runUntilIdle();
                aws.checkInvariants();
            }
        }
        aws.time().runUntilIdle();
        aws.checkInvariants();
    }

    private String broken(String body) {
        List<String> pairs = new ArrayList<>(Arrays.asList(body.split("&", -1)));
        int at = random.nextInt(pairs.size());
        String pair = pairs.get(at);
        String key = pair.substring(0, Math.max(0, pair.indexOf('=')));
        String nasty = Corpus.NASTY.get(random.nextInt(Corpus.NASTY.size()));
        switch (random.nextInt(11)) {
            case 0 -> pairs.remove(at);
            case 1 -> pairs.add(pair);
            case 2, 3, 4 -> pairs.set(at, key + "=" + nasty);
            case 5 -> pairs.set(at, key + "." + "member.".repeat(random.nextInt(40)) + random.nextInt(3) + "=" + nasty);
            case 6 ->
                pairs.set(
                        at,
                        pair.replace(
                                ".1",
                                "."
                                        + List.of("0", "-1", "2147483648", "01", "x")
                                                .get(random.nextInt(5))));
            case 7 -> pairs.set(at, pair.substring(0, random.nextInt(pair.length() + 1)));
            case 8 ->
                pairs.set(
                        0, Corpus.FORMS.get(random.nextInt(Corpus.FORMS.size())).split("&", -1)[0]);
            case 9 -> pairs.add(nasty + "=" + nasty);
            default -> pairs.set(at, scrambled(pair));
        }
        return String.join("&", pairs);
    }

    private String scrambled(String text) {
        StringBuilder scrambled = new StringBuilder(text);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            scrambled.insert(random.nextInt(scrambled.length() + 1), Character.toChars(random.nextInt(0x110000)));
        }
        return scrambled.toString();
    }

    private static void assertXml(String body, Answered answered) {
        String what = body.substring(0, Math.min(body.length(), 400));
        assertThat(answered.status()).as(what).isBetween(200, 499);
        String root = root(what, answered.body());
        assertThat(root).as(what).matches(answered.status() == 200 ? "[A-Za-z]+Response" : "ErrorResponse");
        if (answered.status() != 200) {
            assertThat(answered.body()).as(what).contains("<Type>Sender</Type>", "<Code>", "<RequestId>");
        }
    }

    /** Reads the document to its end. */
    private static String root(String what, String xml) {
        try {
            XMLStreamReader reader = XMLInputFactory.newFactory().createXMLStreamReader(new StringReader(xml));
            String root = "";
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT && root.isEmpty()) {
                    root = reader.getLocalName();
                }
            }
            return root;
        } catch (XMLStreamException malformed) {
            throw new AssertionError(what + " is answered by what is no XML: " + xml, malformed);
        }
    }

    @Test
    void randomBytes_areAnsweredInXml() {
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            assertXml("random bytes", send("/", Map.of(), "cloudformation", bytes));
        }
    }

    @Test
    void json_unbroken_isAnswered() {
        for (List<String> call : Corpus.JSONS) {
            Answered answered =
                    json(call.get(0), call.get(1).replace("UNIT", unit).getBytes(StandardCharsets.UTF_8));

            assertThat(answered.status()).as(call.get(0)).isIn(200, 400);
            assertJson(call.toString(), answered);
        }
    }

    @Test
    void json_broken_isAnsweredInJson() {
        for (int i = 0; i < 2_000; i++) {
            List<String> call = Corpus.JSONS.get(random.nextInt(Corpus.JSONS.size()));
            byte[] body = brokenJson(call.get(1).replace("UNIT", unit));
            String what = call.get(0) + " " + new String(body, StandardCharsets.UTF_8);

            assertJson(what.substring(0, Math.min(what.length(), 400)), json(call.get(0), body));
        }
    }

    private byte[] brokenJson(String body) {
        String nasty = Corpus.NASTY_JSON.get(random.nextInt(Corpus.NASTY_JSON.size()));
        String broken = switch (random.nextInt(7)) {
            case 0 -> nasty;
            case 1 -> body.substring(0, random.nextInt(body.length()));
            case 2 -> scrambled(body);
            case 3 -> body.replaceFirst("\\{", "{\"ParentId\":" + nasty.replace("\\", "\\\\") + ",");
            case 4 -> body.equals("{}") ? body : body.replaceFirst("\\{(.*)\\}", "{$1,$1}");
            case 5 -> body.replaceFirst(":(\"[^\"]*\"|[0-9]+)", ":" + nasty.replace("\\", "\\\\"));
            default -> nasty + body + nasty;
        };
        byte[] bytes = broken.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(5) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static void assertJson(String what, Answered answered) {
        assertThat(answered.status()).as(what).isBetween(200, 499);
        Map<String, JsonNode> members = JsonNode.parser().parse(answered.body()).asObject();
        if (answered.status() != 200) {
            assertThat(members.keySet().stream().map(String::toLowerCase).collect(Collectors.toSet()))
                    .as(what)
                    .contains("__type", "message");
        }
    }
}
