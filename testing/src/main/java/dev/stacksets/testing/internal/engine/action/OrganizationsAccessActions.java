package dev.stacksets.testing.internal.engine.action;

import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.engine.base.Errors;
import dev.stacksets.testing.internal.engine.operation.Dependencies;
import dev.stacksets.testing.internal.engine.operation.Directory;
import dev.stacksets.testing.internal.engine.operation.EngineContext;
import dev.stacksets.testing.internal.engine.operation.StackSetState;
import dev.stacksets.testing.internal.organization.Administration;
import dev.stacksets.testing.internal.organization.OrganizationTree;
import dev.stacksets.testing.internal.protocol.PageTokens.Page;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudformation.model.ActivateOrganizationsAccessResponse;
import software.amazon.awssdk.services.cloudformation.model.CallAs;
import software.amazon.awssdk.services.cloudformation.model.DeactivateOrganizationsAccessResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeOrganizationsAccessRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeOrganizationsAccessResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetAutoDeploymentTargetsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetAutoDeploymentTargetsResponse;
import software.amazon.awssdk.services.cloudformation.model.OrganizationStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetAutoDeploymentTargetSummary;

/** Trusted access, and the units that automatic deployment follows. */
public final class OrganizationsAccessActions {

    private final EngineContext context;
    private final Directory directory;
    private final Dependencies dependencies;

    public OrganizationsAccessActions(EngineContext context, Directory directory, Dependencies dependencies) {
        this.context = context;
        this.directory = directory;
        this.dependencies = dependencies;
    }

    public ActivateOrganizationsAccessResponse activate(Caller caller) {
        managed(caller).administration().stackSets(true);
        context.log("organizations access ENABLED");
        return ActivateOrganizationsAccessResponse.builder().build();
    }

    public DeactivateOrganizationsAccessResponse deactivate(Caller caller) {
        Administration administration = managed(caller).administration();
        if (!administration.delegated(Administration.STACK_SETS).isEmpty()) {
            throw Errors.invalidOperation("Deregister all delegated administrators before deactivating access");
        }
        administration.stackSets(false);
        dependencies.forgetAll();
        context.log("organizations access DISABLED");
        return DeactivateOrganizationsAccessResponse.builder().build();
    }

    private OrganizationTree managed(Caller caller) {
        return context.organization()
                .filter(tree -> tree.managementAccount().equals(caller.account()))
                .orElseThrow(() -> Errors.invalidOperation(
                        "Organizations access can only be changed by the management account of an organization"));
    }

    public DescribeOrganizationsAccessResponse describe(Caller caller, DescribeOrganizationsAccessRequest request) {
        Caller administrator = directory.of(caller, request.callAs()).administrator();
        boolean active = managed(administrator).administration().isStackSetsActive();
        return DescribeOrganizationsAccessResponse.builder()
                .status(active ? OrganizationStatus.ENABLED : OrganizationStatus.DISABLED)
                .build();
    }

    /** The last page has an empty token where other lists have none. */
    public ListStackSetAutoDeploymentTargetsResponse targets(
            Caller caller, ListStackSetAutoDeploymentTargetsRequest request) {
        new Checks()
                .stackSetNameOrId(request.stackSetName())
                .range("maxResults", request.maxResults(), 1, 100)
                .refuseIfBroken();
        CallAs callAs = request.callAs();
        StackSetState stackSet = directory.require(caller, callAs, request.stackSetName());
        String scope = "ListStackSetAutoDeploymentTargets " + stackSet.id();
        String after = context.pages()
                .decode(scope, request.nextToken(), Function.identity())
                .orElse("");
        Page<Map.Entry<String, Set<String>>> page = context.pages()
                .page(
                        stackSet.targets().after(after).entrySet().iterator(),
                        context.pageSize(request.maxResults()),
                        scope,
                        Map.Entry::getKey);
        return ListStackSetAutoDeploymentTargetsResponse.builder()
                .summaries(page.items().stream()
                        .map(target -> StackSetAutoDeploymentTargetSummary.builder()
                                .organizationalUnitId(target.getKey())
                                .regions(target.getValue())
                                .build())
                        .toList())
                .nextToken(page.next().orElse(""))
                .build();
    }
}
