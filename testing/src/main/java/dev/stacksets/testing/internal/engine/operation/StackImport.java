package dev.stacksets.testing.internal.engine.operation;

import dev.stacksets.testing.internal.engine.record.Instance;
import dev.stacksets.testing.internal.engine.record.InstanceKey;
import dev.stacksets.testing.internal.engine.record.StackRegistry.Stack;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Takes existing stacks into a set as they are; what their parameters differ in becomes an override. */
public final class StackImport implements Effect {

    private final EngineContext context;
    private final StackSetState stackSet;
    private final Map<InstanceKey, String> stackIds;

    public StackImport(EngineContext context, StackSetState stackSet, Map<InstanceKey, String> stackIds) {
        this.context = context;
        this.stackSet = stackSet;
        this.stackIds = stackIds;
    }

    @Override
    public void addressed(Instance instance, String operationId) {
        instance.markOutdated();
        instance.addressedBy(operationId);
    }

    @Override
    public Optional<String> obstacle(Instance instance) {
        String stackId = stackIds.getOrDefault(instance.key(), "");
        return context.stacks()
                .find(stackId)
                .map(this::obstacle)
                .orElseGet(() -> Optional.of("Stack " + stackId + " does not exist"));
    }

    private Optional<String> obstacle(Stack stack) {
        if (stack.owner().filter(owner -> !owner.equals(stackSet.id())).isPresent()) {
            return Optional.of("Stack " + stack.id() + " already belongs to another stack set");
        }
        boolean same =
                stack.template().body().equals(stackSet.definition().template().body());
        return same
                ? Optional.empty()
                : Optional.of("Template of stack " + stack.id() + " does not match the template of the stack set");
    }

    @Override
    public void succeeded(Instance instance) {
        Stack stack = stack(instance);
        Map<String, String> defaults = stackSet.definition().parameters();
        Map<String, String> differing = new LinkedHashMap<>(stack.values());
        differing.entrySet().removeIf(value -> value.getValue().equals(defaults.get(value.getKey())));
        instance.override(differing);
        instance.deployed(stack.id());
        context.stacks().imported(stack.id(), stackSet.id());
    }

    @Override
    public void failed(Instance instance, String reason) {
        instance.importFailed(reason);
    }

    private Stack stack(Instance instance) {
        return context.stacks().require(stackIds.getOrDefault(instance.key(), ""));
    }
}
