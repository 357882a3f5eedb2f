package dev.stacksets.testing.internal.engine.action;

import dev.stacksets.testing.internal.engine.action.Targeting.Verb;
import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.engine.base.Errors;
import dev.stacksets.testing.internal.engine.operation.Deployment;
import dev.stacksets.testing.internal.engine.operation.Directory;
import dev.stacksets.testing.internal.engine.operation.EngineContext;
import dev.stacksets.testing.internal.engine.operation.OperationStarter;
import dev.stacksets.testing.internal.engine.operation.Removal;
import dev.stacksets.testing.internal.engine.operation.StackSetState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.CreateStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackInstancesResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackInstancesResponse;
import software.amazon.awssdk.services.cloudformation.model.DeploymentTargets;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationAction;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackInstancesResponse;

/** Create, update and delete of stack instances: the cross product of accounts and Regions. */
public final class InstanceActions {
    /** Ten times the quota of instances: what is named is gone through one by one, while no other call is answered. */
    private static final long MOST_PAIRS = 1_000_000;

    private final EngineContext context;
    private final Directory directory;
    private final OperationStarter starter;

    public InstanceActions(EngineContext context, Directory directory, OperationStarter starter) {
        this.context = context;
        this.directory = directory;
        this.starter = starter;
    }

    public CreateStackInstancesResponse create(Caller caller, CreateStackInstancesRequest request) {
        new Checks()
                .required("stackSetName", request.stackSetName())
                .token("operationId", request.operationId())
                .refuseIfBroken();
        StackSetState stackSet = directory.require(caller, request.callAs(), request.stackSetName());
        Targeting targeting =
                targeting(stackSet, Verb.CREATE, request.accounts(), request.deploymentTargets(), request.regions());
        StackSetOperationPreferences preferences = preferences(request.operationPreferences(), targeting);
        Overriding overriding = overriding(stackSet, request.hasParameterOverrides(), request.parameterOverrides());
        String id = starter.replayed(stackSet, request.operationId()).orElseGet(() -> {
            starter.requireFree(stackSet);
            requireRoom(stackSet, targeting.pairs());
            return starter.start(
                    stackSet,
                    request.operationId(),
                    StackSetOperationAction.CREATE,
                    preferences,
                    targeting.scope(),
                    new Deployment(context, stackSet),
                    () -> {
                        targeting.remember();
                        return targeting.pairs().selectOrAdd(stackSet, overriding);
                    });
        });
        return CreateStackInstancesResponse.builder().operationId(id).build();
    }

    public UpdateStackInstancesResponse update(Caller caller, UpdateStackInstancesRequest request) {
        new Checks()
                .stackSetNameOrId(request.stackSetName())
                .token("operationId", request.operationId())
                .refuseIfBroken();
        StackSetState stackSet = directory.require(caller, request.callAs(), request.stackSetName());
        Targeting targeting =
                targeting(stackSet, Verb.UPDATE, request.accounts(), request.deploymentTargets(), request.regions());
        StackSetOperationPreferences preferences = preferences(request.operationPreferences(), targeting);
        Overriding overriding = overriding(stackSet, request.hasParameterOverrides(), request.parameterOverrides());
        String id = starter.replayed(stackSet, request.operationId()).orElseGet(() -> {
            starter.requireFree(stackSet);
            targeting.pairs().requirePresent(stackSet);
            return starter.start(
                    stackSet,
                    request.operationId(),
                    StackSetOperationAction.UPDATE,
                    preferences,
                    targeting.scope(),
                    new Deployment(context, stackSet),
                    () -> targeting.pairs().selectPresent(stackSet, overriding));
        });
        return UpdateStackInstancesResponse.builder().operationId(id).build();
    }

    public DeleteStackInstancesResponse delete(Caller caller, DeleteStackInstancesRequest request) {
        new Checks()
                .required("stackSetName", request.stackSetName())
                .required("retainStacks", request.retainStacks())
                .token("operationId", request.operationId())
                .refuseIfBroken();
        StackSetState stackSet = directory.require(caller, request.callAs(), request.stackSetName());
        Targeting targeting =
                targeting(stackSet, Verb.DELETE, request.accounts(), request.deploymentTargets(), request.regions());
        StackSetOperationPreferences preferences = preferences(request.operationPreferences(), targeting);
        String id = starter.replayed(stackSet, request.operationId()).orElseGet(() -> {
            starter.requireFree(stackSet);
            return starter.start(
                    stackSet,
                    request.operationId(),
                    StackSetOperationAction.DELETE,
                    preferences,
                    targeting.scope(),
                    new Removal(context, stackSet, request.retainStacks()),
                    () -> {
                        targeting.forgetEmptied();
                        return targeting.pairs().selectPresent(stackSet, Overriding.NONE);
                    });
        });
        return DeleteStackInstancesResponse.builder().operationId(id).build();
    }

    private Targeting targeting(
            StackSetState stackSet,
            Verb verb,
            List<String> accounts,
            @Nullable DeploymentTargets targets,
            List<String> regions) {
        Targeting targeting = Targeting.of(context, stackSet, verb, accounts, targets, regions);
        if (targeting.pairs().count() > MOST_PAIRS) {
            throw Errors.limitExceeded("The request names more than " + MOST_PAIRS + " pairs of account and Region");
        }
        return targeting;
    }

    private static StackSetOperationPreferences preferences(StackSetOperationPreferences given, Targeting targeting) {
        StackSetOperationPreferences preferences = Preferences.validated(given);
        Preferences.requireOrderWithin(preferences, targeting.regions());
        return preferences;
    }

    private void requireRoom(StackSetState stackSet, Pairs pairs) {
        long worst = stackSet.instances().size() + pairs.count();
        if (worst > context.quotas().stackInstances()) {
            context.quotas().requireStackInstances(stackSet.instances().size() + pairs.missing(stackSet));
        }
        pairs.regions()
                .forEach(region ->
                        starter.requireRoom(stackSet, region, pairs.accounts().size()));
    }

    /** Checked when accepted, so that a bad override never gets into the rollout. */
    private static Overriding overriding(StackSetState stackSet, boolean sent, List<Parameter> overrides) {
        if (!sent) {
            return Overriding.NONE;
        }
        Overriding overriding = new Overriding(overrides, stackSet.definition().template());
        overriding.of(Map.of());
        return overriding;
    }
}
