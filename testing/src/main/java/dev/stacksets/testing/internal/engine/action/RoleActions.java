package dev.stacksets.testing.internal.engine.action;

import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.engine.base.Errors;
import dev.stacksets.testing.internal.engine.operation.EngineContext;
import dev.stacksets.testing.internal.fault.Obstacle;
import dev.stacksets.testing.internal.organization.Account;
import dev.stacksets.testing.internal.protocol.AwsError;
import dev.stacksets.testing.organization.AccountState;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * As much of IAM and STS as tells whether the roles of self-managed stack sets are there: every account has every role,
 * unless it is planted as missing, as in the work of stack sets itself. Needs the SDK artifacts of both services.
 */
public final class RoleActions {

    private static final Pattern ROLE = Pattern.compile("arn:[a-z-]+:iam::([0-9]{12}):role/(?:.*/)?([^/]+)");
    private static final Duration SESSION = Duration.ofHours(1);
    private static final String TRUSTS_CLOUD_FORMATION = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"Service": "cloudformation.amazonaws.com"}}]}""";

    private final EngineContext context;
    private final Map<String, String> trustPolicies;

    /** Roles with what was said about whom they trust, by account and name. */
    public RoleActions(EngineContext context, Map<String, String> trustPolicies) {
        this.context = context;
        this.trustPolicies = trustPolicies;
    }

    public static String key(String account, String role) {
        return account + "/" + role;
    }

    public GetRoleResponse role(Caller caller, GetRoleRequest request) {
        String name = required("RoleName", request.roleName());
        if (context.faults().isPlanted(Obstacle.NoAdministrationRole.class)) {
            throw new AwsError(404, "NoSuchEntity", "The role with name " + name + " cannot be found.");
        }
        String trust = trustPolicies.getOrDefault(key(caller.account(), name), TRUSTS_CLOUD_FORMATION);
        return GetRoleResponse.builder()
                .role(Role.builder()
                        .roleName(name)
                        .path("/")
                        .arn("arn:aws:iam::" + caller.account() + ":role/" + name)
                        .roleId("AROASIMULATED" + caller.account())
                        .createDate(context.now())
                        .assumeRolePolicyDocument(URLEncoder.encode(trust, StandardCharsets.UTF_8))
                        .build())
                .build();
    }

    /** The access key is the account, as everywhere in the simulator: whoever takes the role calls as that account. */
    public AssumeRoleResponse assume(Caller caller, AssumeRoleRequest request) {
        String arn = required("RoleArn", request.roleArn());
        String session = required("RoleSessionName", request.roleSessionName());
        Matcher role = ROLE.matcher(arn);
        if (!role.matches()) {
            throw Errors.validation(Errors.shortened(arn) + " is invalid");
        }
        String account = role.group(1);
        if (!isThere(account)) {
            throw new AwsError(
                    403,
                    "AccessDenied",
                    "User: arn:aws:iam::" + caller.account()
                            + ":user/simulated is not authorized to perform: sts:AssumeRole on resource: " + arn);
        }
        return AssumeRoleResponse.builder()
                .credentials(Credentials.builder()
                        .accessKeyId(account)
                        .secretAccessKey("simulated")
                        .sessionToken("simulated")
                        .expiration(context.now().plus(SESSION))
                        .build())
                .assumedRoleUser(AssumedRoleUser.builder()
                        .arn("arn:aws:sts::" + account + ":assumed-role/" + role.group(2) + "/" + session)
                        .assumedRoleId("AROASIMULATED" + account + ":" + session)
                        .build())
                .build();
    }

    private boolean isThere(String account) {
        return !context.faults().isPlanted(account, Obstacle.NoExecutionRole.class)
                && context.organization()
                        .flatMap(tree -> tree.account(account))
                        .map(Account::state)
                        .filter(state -> state != AccountState.ACTIVE)
                        .isEmpty();
    }

    private static String required(String member, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw Errors.validation("1 validation error detected: Value at '" + member + "' must not be null");
        }
        return value;
    }
}
