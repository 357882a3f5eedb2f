package dev.stacksets.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.testing.Http.Answered;
import dev.stacksets.testing.internal.protocol.PageTokens;
import dev.stacksets.testing.organization.Organization;
import java.lang.reflect.Method;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

/** Page tokens that no list gave, in every action that takes one, over HTTP. */
@Timeout(60)
class ForgedTokensTest {

    private static final String MANAGEMENT = "111111111111";
    private static final String TEMPLATE =
            "&TemplateBody=Resources%3A%0A+Topic%3A%0A++Type%3A+AWS%3A%3ASNS%3A%3ATopic%0A+Queue%3A%0A++Type%3A+AWS%3A%3ASQS%3A%3AQueue";
    private static final Pattern NEXT = Pattern.compile("NextToken(?:>|\":\")([^<\"]+)", Pattern.CASE_INSENSITIVE);
    /** Lists that are never longer than a page, so that there is no token at all. */
    private static final Set<String> SINGLE = Set.of("ListRoots", "ListParents", "ListTagsForResource");

    private final StackSetsSimulator aws = StackSetsSimulator.builder()
            .organization(o -> o.managementAccount(MANAGEMENT)
                    .ou(
                            "Workloads",
                            ou -> ou.accounts(3)
                                    .ou("Prod", prod -> prod.accounts(1))
                                    .ou("Test", test -> {}))
                    .ou("Others", ou -> ou.accounts(3))
                    .account("222222222222", "platform")
                    .account("333333333333", "network")
                    .trustedAccess(
                            "member.org.stacksets.cloudformation.amazonaws.com",
                            "account.amazonaws.com",
                            "config.amazonaws.com")
                    .delegatedAdministrator("222222222222")
                    .delegatedAdministrator("222222222222", "config.amazonaws.com")
                    .delegatedAdministrator("333333333333"))
            .build();
    private final SimulatorEndpoint endpoint = aws.serve().instant();
    private final Http http = new Http(endpoint.uri());
    private final Map<String, Map<String, String>> lists = new LinkedHashMap<>();

    @AfterEach
    void close() {
        endpoint.close();
    }

    @BeforeEach
    void fill() {
        Organization organization = aws.organization();
        String workloads = organization.unit("Workloads");
        String others = organization.unit("Others");
        for (String name : List.of("base", "other")) {
            form("Action=CreateStackSet&StackSetName=" + name + TEMPLATE);
            for (String operation : List.of("one", "two")) {
                form("Action=CreateStackInstances&StackSetName=" + name + "&OperationId=" + operation
                        + "&Accounts.member.1=444444444444&Accounts.member.2=555555555555&Regions.member.1="
                        + (operation.equals("one") ? "us-east-1" : "eu-west-1"));
            }
            form("Action=DetectStackSetDrift&OperationId=drift&StackSetName=" + name);
        }
        form("Action=CreateStackSet&StackSetName=managed&PermissionModel=SERVICE_MANAGED&AutoDeployment.Enabled=true"
                + "&AutoDeployment.RetainStacksOnAccountRemoval=false" + TEMPLATE);
        form("Action=CreateStackInstances&StackSetName=managed&Regions.member.1=us-east-1"
                + "&DeploymentTargets.OrganizationalUnitIds.member.1=" + workloads
                + "&DeploymentTargets.OrganizationalUnitIds.member.2=" + others);
        for (String account : List.of("a", "b")) {
            json("organizations", "CreateAccount", Map.of("AccountName", account, "Email", account + "@example.com"));
        }

        lists.put("ListStackSets", Map.of());
        lists.put("ListStackInstances", Map.of("StackSetName", "base"));
        lists.put("ListStackSetOperations", Map.of("StackSetName", "base"));
        lists.put("ListStackSetOperationResults", Map.of("StackSetName", "base", "OperationId", "one"));
        lists.put(
                "ListStackInstanceResourceDrifts",
                Map.of(
                        "StackSetName", "base",
                        "OperationId", "drift",
                        "StackInstanceAccount", "444444444444",
                        "StackInstanceRegion", "us-east-1"));
        lists.put("ListStackSetAutoDeploymentTargets", Map.of("StackSetName", "managed"));
        lists.put("ListAccounts", Map.of());
        lists.put("ListAccountsForParent", Map.of("ParentId", workloads));
        lists.put("ListOrganizationalUnitsForParent", Map.of("ParentId", workloads));
        lists.put("ListChildren", Map.of("ParentId", workloads, "ChildType", "ACCOUNT"));
        lists.put("ListAWSServiceAccessForOrganization", Map.of());
        lists.put("ListDelegatedAdministrators", Map.of());
        lists.put("ListDelegatedServicesForAccount", Map.of("AccountId", "222222222222"));
        lists.put("ListCreateAccountStatus", Map.of());
        lists.put("ListRoots", Map.of());
        lists.put("ListParents", Map.of("ChildId", workloads));
        lists.put("ListTagsForResource", Map.of("ResourceId", workloads));
        lists.put("ListRegions", Map.of());
    }

    private Answered form(String body) {
        return http.post(body, Http.signedFor(MANAGEMENT, "us-east-1", "cloudformation"));
    }

    private Answered json(String service, String action, Map<String, String> members) {
        String body = members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":"
                        + (member.getKey().equals("MaxResults") ? member.getValue() : "\"" + member.getValue() + "\""))
                .collect(Collectors.joining(",", "{", "}"));
        Map<String, String> headers = new HashMap<>(Http.signedFor(MANAGEMENT, "us-east-1", service));
        headers.put("Content-Type", "application/x-amz-json-1.1");
        if (service.equals("organizations")) {
            headers.put("X-Amz-Target", "AWSOrganizationsV20161128." + action);
        }
        String path = action.substring(0, 1).toLowerCase(Locale.ROOT) + action.substring(1);
        return http.send("POST", service.equals("account") ? "/" + path : "/", body, headers);
    }

    private static boolean isOf(Class<?> client, String action) {
        return paged(client).contains(action);
    }

    private Answered call(String action, Map<String, String> more) {
        Map<String, String> members = new LinkedHashMap<>(lists.getOrDefault(action, Map.of()));
        members.putAll(more);
        if (isOf(CloudFormationClient.class, action)) {
            return form(members.entrySet().stream()
                    .map(member ->
                            "&" + member.getKey() + "=" + URLEncoder.encode(member.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("", "Action=" + action, "")));
        }
        return json(isOf(AccountClient.class, action) ? "account" : "organizations", action, members);
    }

    /** Every action of the SDK that takes a page token. */
    private static Set<String> paged(Class<?> client) {
        return Stream.of(client.getMethods())
                .map(Method::getParameterTypes)
                .filter(types -> types.length == 1 && types[0].getSimpleName().endsWith("Request"))
                .filter(types -> Stream.of(types[0].getMethods())
                        .anyMatch(method -> method.getName().equals("nextToken")))
                .map(types ->
                        types[0].getSimpleName().replaceAll("Request$", "").replace("Aws", "AWS"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<String, String> tokens() {
        Map<String, String> tokens = new LinkedHashMap<>();
        lists.keySet().stream().filter(action -> !SINGLE.contains(action)).forEach(action -> {
            Answered first = call(action, Map.of("MaxResults", "1"));
            Matcher next = NEXT.matcher(first.body());
            assertThat(next.find()).as(action + ": " + first).isTrue();
            tokens.put(action, next.group(1));
        });
        return tokens;
    }

    private static void isInvalid(String action, String token, Answered answered) {
        assertThat(answered.status())
                .as("%s with %s: %s", action, token, answered)
                .isEqualTo(400);
        assertThat(answered.body())
                .as("%s with %s", action, token)
                .contains("NextToken")
                .containsPattern("<Code>ValidationError</Code>|InvalidInputException|ValidationException");
    }

    private static String encoded(String plain) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyActionThatTakesAToken_isTriedHere() {
        List<String> simulated = new ArrayList<>();
        Stream.of(CloudFormationClient.class, OrganizationsClient.class, AccountClient.class)
                .flatMap(client -> paged(client).stream())
                .filter(action -> !call(action, Map.of()).body().contains("simulated"))
                .filter(action -> !call(action, Map.of()).body().contains("InvalidAction"))
                .forEach(simulated::add);

        assertThat(simulated).containsExactlyInAnyOrderElementsOf(lists.keySet());
    }

    @Test
    void token_ofItsOwnList_isTheNextPage() {
        tokens().forEach((action, token) -> {
            Answered first = call(action, Map.of("MaxResults", "1"));
            Answered second = call(action, Map.of("MaxResults", "1", "NextToken", token));

            assertThat(second.status()).as("%s: %s", action, second).isEqualTo(200);
            assertThat(second.body()).as(action).isNotEqualTo(first.body());
        });
    }

    @Test
    void token_madeUp_isInvalid() {
        List<String> madeUp = new ArrayList<>(List.of(
                "x",
                "-1",
                "0",
                "2147483648",
                "%00",
                "null",
                "/",
                "a".repeat(2_000),
                encoded(""),
                encoded("-1"),
                encoded("999999999"),
                encoded("x".repeat(16)),
                encoded("x".repeat(16) + "0"),
                encoded("x".repeat(500))));
        // As a checksum without a key was forged.
        for (String position : List.of("-1", "-2147483648", "2147483647", "junk", "")) {
            String plain = "ListStackSets " + position;
            madeUp.add(encoded(Integer.toHexString(plain.hashCode()) + "\n" + position));
        }
        lists.keySet()
                .forEach(action ->
                        madeUp.forEach(token -> isInvalid(action, token, call(action, Map.of("NextToken", token)))));
    }

    @Test
    void token_changedInOneLetter_isInvalid() {
        tokens().forEach((action, token) -> {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            for (int i = 0; i < bytes.length; i++) {
                byte[] changed = Arrays.copyOf(bytes, bytes.length);
                changed[i] ^= 1;
                String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
                isInvalid(action, forged, call(action, Map.of("NextToken", forged)));
            }
        });
    }

    /** Who knows the source and the seed can seal one. */
    @Test
    void token_sealedWithTheRightKey_butNoPositionOfTheList_isInvalid() {
        PageTokens tokens = new PageTokens(1, 0);
        Matcher id = Pattern.compile("<StackSetId>(base:[^<]+)<")
                .matcher(call("ListStackSets", Map.of()).body());
        assertThat(id.find()).isTrue();
        String operations = "ListStackSetOperations " + id.group(1);
        assertThat(call("ListStackSetOperations", Map.of("NextToken", tokens.encode(operations, "1")))
                        .status())
                .isEqualTo(200);

        Map<String, String> scopes = Map.of(
                "ListStackSetOperations",
                operations,
                "ListStackSetOperationResults",
                "ListStackSetOperationResults " + id.group(1) + "one" + Optional.empty(),
                "ListStackInstances",
                "ListStackInstances " + id.group(1) + null + null + "[]",
                "ListAccounts",
                "Accounts");
        for (String position : List.of("", "junk", "-2147483649", "2147483647", "99999999999")) {
            scopes.forEach((action, scope) -> {
                String token = tokens.encode(scope, position);
                isInvalid(action, position, call(action, Map.of("NextToken", token)));
            });
        }
        for (String position : List.of("-1", "-2147483648", "1000")) {
            String token = tokens.encode(operations, position);
            isInvalid("ListStackSetOperations", position, call("ListStackSetOperations", Map.of("NextToken", token)));
        }
    }

    @Test
    void token_ofAnotherAction_isInvalid() {
        Map<String, String> tokens = tokens();

        lists.keySet()
                .forEach(action -> tokens.forEach((from, token) -> {
                    if (!from.equals(action)) {
                        isInvalid(action, from + "'s", call(action, Map.of("NextToken", token)));
                    }
                }));
    }

    @Test
    void token_ofAnotherStackSetOrParent_isInvalid() {
        Map<String, String> tokens = tokens();
        String others = aws.organization().unit("Others");

        lists.forEach((action, members) -> {
            String token = tokens.getOrDefault(action, "");
            if (members.containsValue("base")) {
                isInvalid(action, token, call(action, Map.of("NextToken", token, "StackSetName", "other")));
            }
            if (members.containsKey("ParentId")) {
                isInvalid(action, token, call(action, Map.of("NextToken", token, "ParentId", others)));
            }
        });
    }

    @Test
    void token_ofAnotherAccount_isInvalid() {
        String token = tokens().getOrDefault("ListStackSets", "");

        Answered answered = http.post(
                "Action=ListStackSets&NextToken=" + token,
                Http.signedFor("222222222222", "us-east-1", "cloudformation"));

        isInvalid("ListStackSets", token, answered);
    }

    @Test
    void token_fromBeforeAReset_isInvalid() {
        Map<String, String> tokens = tokens();
        http.send("POST", "/_stacksets/reset", "", Map.of());
        lists.clear();
        fill();

        tokens.forEach((action, token) -> isInvalid(action, token, call(action, Map.of("NextToken", token))));
        assertThat(tokens()).doesNotContainValue("").hasSameSizeAs(tokens);
    }

    @Test
    void noToken_isTheFirstPage_butAnEmptyOneIsInvalid() {
        lists.keySet().forEach(action -> {
            assertThat(call(action, Map.of()).status()).as(action).isEqualTo(200);
            isInvalid(action, "", call(action, Map.of("NextToken", "")));
        });
    }
}
