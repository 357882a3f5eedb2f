package dev.stacksets.testing.internal.engine.operation;

import dev.stacksets.testing.internal.engine.record.Instance;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Creates or updates stacks. */
public final class Deployment implements Effect {

    private final EngineContext context;
    private final StackSetState stackSet;

    public Deployment(EngineContext context, StackSetState stackSet) {
        this.context = context;
        this.stackSet = stackSet;
    }

    @Override
    public void addressed(Instance instance, String operationId) {
        instance.markOutdated();
        instance.addressedBy(operationId);
    }

    @Override
    public Optional<String> obstacle(Instance instance) {
        return instance.isInoperable()
                ? Optional.of("Stack:" + instance.stackId().orElse("unknown")
                        + " is in DELETE_FAILED state and can not be updated.")
                : Optional.empty();
    }

    @Override
    public Optional<CompletionStage<String>> begin(Instance instance) {
        return context.settings().deployer().map(deployer -> deployer.deploy(stackSet.member(instance, context.ids())));
    }

    @Override
    public void succeeded(Instance instance, String stackId) {
        instance.deployed(stackId);
    }

    @Override
    public void succeeded(Instance instance) {
        instance.deployed(instance.stackId().orElseGet(() -> stackSet.newStackId(instance.key(), context.ids())));
    }

    @Override
    public void failed(Instance instance, String reason) {
        instance.failed(reason);
    }
}
