package dev.stacksets.testing.internal.engine;

import dev.stacksets.testing.internal.accounts.AccountService;
import dev.stacksets.testing.internal.accounts.JsonService;
import dev.stacksets.testing.internal.accounts.OrganizationsService;
import dev.stacksets.testing.internal.engine.action.ActionTable;
import dev.stacksets.testing.internal.engine.action.RoleActions;
import dev.stacksets.testing.internal.engine.operation.Dependencies;
import dev.stacksets.testing.internal.engine.operation.EngineContext;
import dev.stacksets.testing.internal.organization.AccountChanges;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/** The services beside CloudFormation. Each is made when it is first asked: its SDK artifact is optional. */
final class OtherServices {

    private final EngineContext context;
    private final AccountChanges accountChanges;
    private final Dependencies dependencies;
    private final Map<String, JsonService> jsonServices = new HashMap<>();
    private final Map<String, ActionTable> roleServices = new HashMap<>();
    private final Map<String, String> trustPolicies = new HashMap<>();

    OtherServices(EngineContext context, AccountChanges accountChanges, Dependencies dependencies) {
        this.context = context;
        this.accountChanges = accountChanges;
        this.dependencies = dependencies;
    }

    /** Organizations or Account Management. */
    JsonService json(String service) {
        return jsonServices.computeIfAbsent(
                service,
                name -> name.equals("account")
                        ? new AccountService(context.organization(), context.regions(), accountChanges, context.pages())
                        : new OrganizationsService(
                                context.organization(),
                                accountChanges,
                                context.settings().organizations(),
                                context.pages(),
                                dependencies::forgetAll));
    }

    /** What IAM or STS answers about roles. */
    ActionTable aboutRoles(String service) {
        return roleServices.computeIfAbsent(service, name -> {
            ActionTable table = new ActionTable();
            RoleActions roles = new RoleActions(context, trustPolicies);
            if (name.equals("iam")) {
                table.on(GetRoleRequest.class, GetRoleRequest::builder, roles::role);
            } else {
                table.on(AssumeRoleRequest.class, AssumeRoleRequest::builder, roles::assume);
            }
            return table;
        });
    }

    /** Says whom a role trusts, instead of what was said before. */
    @Nullable
    String trust(String account, String role, String policy) {
        return trustPolicies.put(RoleActions.key(account, role), policy);
    }
}
