package dev.stacksets.testing.internal.engine.action;

import dev.stacksets.testing.internal.engine.action.Targeting.Verb;
import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.engine.base.Errors;
import dev.stacksets.testing.internal.engine.operation.Dependencies;
import dev.stacksets.testing.internal.engine.operation.Deployment;
import dev.stacksets.testing.internal.engine.operation.Directory;
import dev.stacksets.testing.internal.engine.operation.EngineContext;
import dev.stacksets.testing.internal.engine.operation.OperationStarter;
import dev.stacksets.testing.internal.engine.operation.ServiceManaged;
import dev.stacksets.testing.internal.engine.operation.StackSetState;
import dev.stacksets.testing.internal.engine.record.Definition;
import dev.stacksets.testing.internal.engine.record.Instance;
import dev.stacksets.testing.internal.engine.record.ParameterValues;
import dev.stacksets.testing.internal.engine.record.Scope;
import dev.stacksets.testing.internal.template.Template;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationAction;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackSetResponse;

/**
 * UpdateStackSet: replaces the definition whatever becomes of the rollout, marks every instance outdated when template
 * or parameters are part of the request, works on all operable instances or on the named subset.
 */
public final class UpdateAction {

    private static final String MANAGED_EXECUTION_MIXED =
            "Cannot update ManagedExecution while updating StackSet Template or Parameters";

    private final EngineContext context;
    private final Directory directory;
    private final OperationStarter starter;
    private final ServiceManaged serviceManaged;
    private final Dependencies dependencies;

    public UpdateAction(
            EngineContext context, Directory directory, OperationStarter starter, Dependencies dependencies) {
        this.context = context;
        this.directory = directory;
        this.starter = starter;
        this.serviceManaged = new ServiceManaged(context.organization());
        this.dependencies = dependencies;
    }

    public UpdateStackSetResponse update(Caller caller, UpdateStackSetRequest request, Supplier<Template> brought) {
        validate(request);
        StackSetState stackSet = directory.require(caller, request.callAs(), request.stackSetName());
        StackSetOperationPreferences preferences = Preferences.validated(request.operationPreferences());
        Optional<Targeting> subset = subset(stackSet, request);
        Optional<Template> template = newTemplate(request, brought);
        String id = starter.replayed(stackSet, request.operationId()).orElseGet(() -> {
            starter.requireFree(stackSet);
            requireToggleAllowed(stackSet, request);
            Definition next = redefined(stackSet, request, template);
            serviceManaged.requireFitting(stackSet.owner(), next);
            dependencies.requireSound(stackSet, next);
            subset.ifPresent(targeting -> targeting.pairs().requirePresent(stackSet));
            Preferences.requireOrderWithin(preferences, regions(stackSet, subset));
            return starter.start(
                    stackSet,
                    request.operationId(),
                    StackSetOperationAction.UPDATE,
                    preferences,
                    () -> Scope.definition().naming(Optional.ofNullable(request.deploymentTargets())),
                    new Deployment(context, stackSet),
                    () -> begin(stackSet, request, template, subset));
        });
        return UpdateStackSetResponse.builder().operationId(id).build();
    }

    private static void validate(UpdateStackSetRequest request) {
        new Checks()
                .required("stackSetName", request.stackSetName())
                .token("operationId", request.operationId())
                .length("description", request.description(), 1024)
                .url("templateURL", request.templateURL())
                .capabilities(request.capabilitiesAsStrings())
                .roles(request.administrationRoleARN(), request.executionRoleName())
                .tags(request.tags())
                .refuseIfBroken();
    }

    private Optional<Targeting> subset(StackSetState stackSet, UpdateStackSetRequest request) {
        boolean named = !request.accounts().isEmpty() || request.deploymentTargets() != null;
        if (!named && request.regions().isEmpty()) {
            return Optional.empty();
        }
        if (!named || request.regions().isEmpty()) {
            throw Errors.validation("Accounts and Regions must be specified together");
        }
        if (request.autoDeployment() != null) {
            throw Errors.validation("AutoDeployment cannot be specified together with DeploymentTargets or Regions");
        }
        return Optional.of(Targeting.of(
                context, stackSet, Verb.UPDATE, request.accounts(), request.deploymentTargets(), request.regions()));
    }

    private static Optional<Template> newTemplate(UpdateStackSetRequest request, Supplier<Template> brought) {
        boolean previous = Boolean.TRUE.equals(request.usePreviousTemplate());
        int sources =
                (request.templateBody() == null ? 0 : 1) + (request.templateURL() == null ? 0 : 1) + (previous ? 1 : 0);
        if (sources != 1) {
            throw Errors.validation(
                    "Exactly one of TemplateBody, TemplateUrl or UsePreviousTemplate must be specified");
        }
        return previous ? Optional.empty() : Optional.of(brought.get());
    }

    private static void requireToggleAllowed(StackSetState stackSet, UpdateStackSetRequest request) {
        boolean asked = request.managedExecution() != null;
        if (!asked
                || StackSetActions.isActive(request.managedExecution())
                        == stackSet.definition().managedExecution()) {
            return;
        }
        if (changesDefinition(request)) {
            throw Errors.invalidOperation(MANAGED_EXECUTION_MIXED);
        }
        if (stackSet.operations().isBusy()) {
            throw Errors.invalidOperation("Cannot update ManagedExecution while operations are running or queued");
        }
    }

    private static boolean changesDefinition(UpdateStackSetRequest request) {
        return request.templateBody() != null || request.templateURL() != null || request.hasParameters();
    }

    private static Collection<String> regions(StackSetState stackSet, Optional<Targeting> subset) {
        return subset.<Collection<String>>map(Targeting::regions)
                .orElse(stackSet.instances().regions());
    }

    private Map<String, List<Instance>> begin(
            StackSetState stackSet,
            UpdateStackSetRequest request,
            Optional<Template> template,
            Optional<Targeting> subset) {
        Definition next = redefined(stackSet, request, template);
        dependencies.requireSound(stackSet, next);
        stackSet.redefine(next);
        if (changesDefinition(request)) {
            stackSet.instances().all().forEach(Instance::markOutdated);
        }
        Map<String, List<Instance>> byRegion = subset.map(
                        targeting -> targeting.pairs().selectPresent(stackSet, Overriding.NONE))
                .orElseGet(() -> everything(stackSet));
        byRegion.values().forEach(instances -> instances.removeIf(Instance::isInoperable));
        byRegion.values().removeIf(List::isEmpty);
        return byRegion;
    }

    private static Map<String, List<Instance>> everything(StackSetState stackSet) {
        Map<String, List<Instance>> byRegion = new TreeMap<>();
        stackSet.instances()
                .all()
                .forEach(instance -> byRegion.computeIfAbsent(instance.region(), region -> new ArrayList<>())
                        .add(instance));
        return byRegion;
    }

    private static Definition redefined(
            StackSetState stackSet, UpdateStackSetRequest request, Optional<Template> newTemplate) {
        boolean serviceManaged = isServiceManaged(stackSet, request);
        Definition previous = stackSet.definition().under(serviceManaged);
        Template template = newTemplate.orElse(previous.template());
        template.requireCapabilities(request.capabilitiesAsStrings());
        return new Definition(
                Optional.ofNullable(request.description()).or(previous::description),
                template,
                changesDefinition(request)
                        ? ParameterValues.ofUpdate(request.parameters(), template, previous.parameters())
                        : previous.parameters(),
                request.capabilitiesAsStrings(),
                request.hasTags() ? request.tags() : previous.tags(),
                administrationRole(stackSet.owner(), previous, request.administrationRoleARN()),
                Optional.ofNullable(request.executionRoleName()).or(previous::executionRoleName),
                request.managedExecution() == null
                        ? previous.managedExecution()
                        : StackSetActions.isActive(request.managedExecution()),
                serviceManaged,
                Optional.ofNullable(request.autoDeployment()).or(previous::autoDeployment));
    }

    private static boolean isServiceManaged(StackSetState stackSet, UpdateStackSetRequest request) {
        boolean previous = stackSet.definition().isServiceManaged();
        if (request.permissionModel() == null) {
            return previous;
        }
        boolean asked = ServiceManaged.isServiceManaged(request.permissionModel());
        if (asked != previous && !stackSet.instances().isEmpty()) {
            throw Errors.validation("PermissionModel can only be changed while the stack set has no stack instances");
        }
        return asked;
    }

    /** A custom role must be sent again, even unchanged. */
    private static Optional<String> administrationRole(Caller caller, Definition previous, @Nullable String sent) {
        if (sent == null && previous.administrationRoleArn().isPresent()) {
            throw Errors.validation(
                    "AdministrationRoleARN must be specified again: the stack set uses a customized role");
        }
        return Optional.ofNullable(sent)
                .filter(arn -> !arn.equals(Definition.defaultAdministrationRole(caller.account())));
    }
}
