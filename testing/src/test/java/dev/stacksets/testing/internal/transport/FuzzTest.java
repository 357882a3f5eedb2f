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

    private static final List<String> FRAGMENTS = List.of(
            "Action=CreateStackInstances",
            "Action=CreateStackSet",
            "Action=UpdateStackSet",
            "Action=ListStackInstances",
            "Action=DescribeStackSet",
            "Action=Nonsense",
            "StackSetName=base",
            "StackSetName=base:1",
            "StackSetName=",
            "Accounts.member.1=111122223333",
            "Accounts.member.2=x",
            "Accounts=",
            "Accounts.member.999999999=1",
            "Accounts.member.0=1",
            "Accounts.member.-1=1",
            "Accounts.member.1.x=1",
            "Accounts.1=1",
            "Regions.member.1=eu-west-1",
            "Regions.member.01=eu-west-1",
            "OperationPreferences.MaxConcurrentCount=many",
            "OperationPreferences=1",
            "OperationPreferences.MaxConcurrentCount=99999999999999",
            "OperationPreferences.RegionOrder.member.1=a",
            "MaxResults=ten",
            "MaxResults=-5",
            "NextToken=%00%ff",
            "NextToken=AAAA",
            "RetainStacks=maybe",
            "%zz=1",
            "%",
            "=",
            "&&&",
            ".=1",
            "..member.1=2",
            "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z.a.b.c.d.e.f.g=1",
            "TemplateBody=%7B",
            "TemplateBody=Resources%3A%0A+A%3A%0A++Type%3A+X",
            "ParameterOverrides.member.1.ParameterKey=K",
            "Parameters.member.1=K",
            "Tags.member.1.Key=aws%3Ax",
            "ManagedExecution.Active=TRUE",
            "CallAs=NOBODY",
            "Filters.member.1.Name=X&Filters.member.1.Values=Y",
            "Version=2010-05-15",
            "TemplateBody=%5B%5B%5B%5B%26a+*a",
            "OperationId=op",
            "Capabilities.member.1=CAPABILITY_FLYING",
            "UsePreviousTemplate=true",
            "StackSetName=%EF%BF%BF%F0");

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

    @Test
    void post_twoThousandRandomBodies_neverFailsOnOurSide() {
        post("Action=CreateStackSet&StackSetName=base&TemplateBody=Resources%3A%0A+A%3A%0A++Type%3A+X");
        Random random = new Random(20260101);
        for (int i = 0; i < 2000; i++) {
            String body = body(random);
            Answered answered = post(body);

            assertThat(answered.status()).as(body).isIn(200, 400, 404, 409, 413);
            assertThat(answered.body()).as(body).contains("RequestId");
        }
        aws.time().runUntilIdle();
        aws.checkInvariants();
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

    private static String body(Random random) {
        StringBuilder body = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            body.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size()))).append('&');
        }
        if (random.nextInt(4) == 0) {
            int at = random.nextInt(body.length());
            body.setCharAt(at, (char) (random.nextInt(0x250) + 1));
        }
        return body.toString();
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
