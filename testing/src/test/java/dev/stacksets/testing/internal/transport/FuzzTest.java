package dev.stacksets.testing.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.testing.StackSetsSimulator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Whatever a client sends: an AWS-shaped answer, never a 500, never an exception. */
class FuzzTest {

    private final StackSetsSimulator aws = StackSetsSimulator.create();

    private record Answered(int status, String body) {}

    private Answered post(String body) {
        return post(aws, "/", Map.of(), body);
    }

    private static Answered post(StackSetsSimulator to, String path, Map<String, String> headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest.Builder head = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("https://cloudformation.us-east-1.amazonaws.com" + path));
        headers.forEach(head::putHeader);
        HttpExecuteRequest request = HttpExecuteRequest.builder()
                .request(head.build())
                .contentStreamProvider(() -> new ByteArrayInputStream(bytes))
                .build();
        try {
            HttpExecuteResponse response =
                    to.httpClient().prepareRequest(request).call();
            try (InputStream answer = response.responseBody().orElseThrow()) {
                return new Answered(
                        response.httpResponse().statusCode(),
                        new String(answer.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final List<String> OPERATIONS = List.of(
            "ListRoots",
            "ListChildren",
            "ListParents",
            "ListTagsForResource",
            "ListAccountsForParent",
            "DescribeAccount",
            "ListDelegatedAdministrators",
            "ListDelegatedServicesForAccount",
            "ListAWSServiceAccessForOrganization",
            "EnableAWSServiceAccess",
            "DisableAWSServiceAccess",
            "RegisterDelegatedAdministrator",
            "DeregisterDelegatedAdministrator",
            "CreateAccount",
            "DescribeCreateAccountStatus",
            "ListCreateAccountStatus",
            "CreateOrganizationalUnit",
            "DeleteOrganizationalUnit",
            "DescribeOrganizationalUnit",
            "MoveAccount",
            "CloseAccount",
            "RemoveAccountFromOrganization",
            "TagResource",
            "UntagResource",
            "Nonsense");

    private static final List<String> MEMBERS = List.of(
            "AccountId",
            "AccountName",
            "ChildId",
            "ChildType",
            "CreateAccountRequestId",
            "DestinationParentId",
            "Email",
            "MaxResults",
            "Name",
            "NextToken",
            "OrganizationalUnitId",
            "ParentId",
            "RegionName",
            "RegionOptStatusContains",
            "ResourceId",
            "RoleName",
            "ServicePrincipal",
            "SourceParentId",
            "States",
            "TagKeys",
            "Tags");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "7",
            "-1",
            "1e400",
            "\"\"",
            "\"x\"",
            "\"999988887777\"",
            "\"111122223333\"",
            "\"a@b.com\"",
            "\"member.org.stacksets.cloudformation.amazonaws.com\"",
            "\"eu-south-1\"",
            "\"moon-1\"",
            "\"ACCOUNT\"",
            "[]",
            "[null]",
            "[\"a\"]",
            "[{\"Key\":\"a\",\"Value\":\"b\"}]",
            "[{\"Key\":null}]",
            "[{}]",
            "{}",
            "[[[",
            "\"\\ud800\"");

    @Test
    void json_fiveThousandRandomBodies_neverFailOnOurSide() {
        StackSetsSimulator managed = StackSetsSimulator.builder()
                .organization(o -> o.ou("A", a -> a.account("111122223333", "one")))
                .build();
        List<String> values = new ArrayList<>(VALUES);
        values.add('"' + managed.organization().root() + '"');
        values.add('"' + managed.organization().unit("A") + '"');
        Random random = new Random(20260102);
        int accepted = 0;
        for (int i = 0; i < 5000; i++) {
            String operation = some(OPERATIONS, random);
            String body = json(random, values);

            Answered answered = random.nextInt(5) == 0
                    ? post(
                            managed,
                            "/" + some(List.of("listRegions", "getRegionOptStatus", "enableRegion", "x"), random),
                            Map.of("Authorization", "Credential=999988887777/20260101/us-east-1/account/aws4_request"),
                            body)
                    : post(managed, "/", Map.of("X-Amz-Target", "AWSOrganizationsV20161128." + operation), body);

            assertThat(answered.status()).as("%s %s", operation, body).isIn(200, 400, 403, 409, 429);
            assertThat(answered.body()).as("%s %s", operation, body).startsWith("{");
            accepted += answered.status() == 200 ? 1 : 0;
        }
        assertThat(accepted).isGreaterThan(500);
        managed.time().runUntilIdle();
        managed.checkInvariants();
    }

    private static String some(List<String> texts, Random random) {
        return texts.get(random.nextInt(texts.size()));
    }

    private static String json(Random random, List<String> values) {
        String members = IntStream.range(0, random.nextInt(5))
                .mapToObj(i -> '"' + some(MEMBERS, random) + "\":" + some(values, random))
                .collect(Collectors.joining(","));
        return random.nextInt(50) == 0 ? members : '{' + members + '}';
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Action=CreateStackInstances&StackSetName=a&Accounts.member.999999999=1",
                "Action=CreateStackInstances&StackSetName=a&StackSetName=b",
                "Action=ListStackInstances&StackSetName=a&MaxResults=ten",
                "Action=DescribeStackSet&StackSetName.x=1",
                "Action=CreateStackInstances&StackSetName=a&Accounts=x",
                "Action=CreateStackInstances&Accounts=&Accounts.member.1=1",
                "Action.x=1",
                "%zz=1"
            })
    void post_malformed_isMalformedInput(String body) {
        Answered answered = post(body);

        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.body()).contains("<Code>MalformedInput</Code>").contains("<Type>Sender</Type>");
    }

    @Test
    void post_withoutAction_isMissingAction() {
        assertThat(post("").body()).contains("<Code>MissingAction</Code>");
    }

    @Test
    void post_deleteStackSet_hasAResultElementEvenThoughItIsEmpty() {
        assertThat(post("Action=DeleteStackSet&StackSetName=nobody").body()).contains("<DeleteStackSetResult>");
    }
}
