package dev.stacksets.testing.internal.engine.record;

import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.engine.base.Errors;
import dev.stacksets.testing.internal.engine.base.Ids;
import dev.stacksets.testing.internal.protocol.AwsError;
import dev.stacksets.testing.internal.template.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Stacks outside any rollout: put there by a test, or retained when their instance was removed. */
public final class StackRegistry {

    /** A stack that can be imported; {@code owner} is the set it belongs to. */
    public record Stack(
            String id, InstanceKey where, Template template, Map<String, String> values, Optional<String> owner) {

        public String name() {
            return id.split("/", -1)[1];
        }

        Stack ownedBy(Optional<String> stackSetId) {
            return new Stack(id, where, template, values, stackSetId);
        }
    }

    private final Map<String, Stack> stacks = new LinkedHashMap<>();

    public String add(InstanceKey where, String name, Template template, Map<String, String> parameters, Ids ids) {
        String id = "arn:aws:cloudformation:" + where.region() + ":" + where.account() + ":stack/" + name + "/"
                + ids.uuid();
        try {
            stacks.put(id, new Stack(id, where, template, template.complete(parameters), Optional.empty()));
        } catch (AwsError unfit) {
            throw new IllegalArgumentException(unfit.text());
        }
        return id;
    }

    public Optional<Stack> find(String id) {
        return Optional.ofNullable(stacks.get(id));
    }

    /** A stack of the caller's own account and Region, by id or name. */
    public Optional<Stack> named(Caller caller, String nameOrId) {
        InstanceKey here = new InstanceKey(caller.account(), caller.region());
        return stacks.values().stream()
                .filter(stack -> stack.where().equals(here))
                .filter(stack -> stack.id().equals(nameOrId) || stack.name().equals(nameOrId))
                .findFirst();
    }

    public Stack require(String id) {
        return find(id).orElseThrow(() -> Errors.stackNotFound(id));
    }

    public void imported(String id, String stackSetId) {
        stacks.computeIfPresent(id, (key, stack) -> stack.ownedBy(Optional.of(stackSetId)));
    }

    public void retained(String id, Instance instance, Definition definition) {
        Map<String, String> values = new LinkedHashMap<>(definition.parameters());
        values.putAll(instance.overrides());
        stacks.put(id, new Stack(id, instance.key(), definition.template(), values, Optional.empty()));
    }

    public void deleted(String id) {
        stacks.remove(id);
    }
}
