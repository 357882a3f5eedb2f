package dev.stacksets.testing.internal.engine.operation;

import dev.stacksets.testing.internal.engine.record.Instance;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Removes instances, with their stacks or without. A stack that stays can be imported again. */
public final class Removal implements Effect {

    private final EngineContext context;
    private final StackSetState stackSet;
    private final boolean retains;
    private final boolean automatic;

    public Removal(EngineContext context, StackSetState stackSet, boolean retains) {
        this(context, stackSet, retains, false);
    }

    private Removal(EngineContext context, StackSetState stackSet, boolean retains, boolean automatic) {
        this.context = context;
        this.stackSet = stackSet;
        this.retains = retains;
        this.automatic = automatic;
    }

    /** Because an account went away; its units stay targets of the set. */
    public static Removal automatic(EngineContext context, StackSetState stackSet, boolean retains) {
        return new Removal(context, stackSet, retains, true);
    }

    @Override
    public void addressed(Instance instance, String operationId) {
        instance.addressedBy(operationId);
    }

    @Override
    public Optional<CompletionStage<String>> begin(Instance instance) {
        return retains
                ? Optional.empty()
                : context.settings()
                        .deployer()
                        .flatMap(deployer -> instance.stackId()
                                .map(stackId -> deployer.delete(stackSet.member(instance, context.ids()))
                                        .thenApply(deleted -> stackId)));
    }

    @Override
    public void succeeded(Instance instance) {
        stackSet.instances().remove(instance.key());
        if (!automatic && stackSet.instances().count(instance.unit(), instance.region()) == 0) {
            stackSet.targets().remove(instance.unit(), instance.region());
        }
        instance.stackId().ifPresent(stackId -> {
            if (retains) {
                context.stacks().retained(stackId, instance, stackSet.definition());
            } else {
                context.stacks().deleted(stackId);
            }
        });
    }

    @Override
    public void failed(Instance instance, String reason) {
        instance.broken(reason);
    }

    @Override
    public boolean retainsStacks() {
        return retains;
    }
}
