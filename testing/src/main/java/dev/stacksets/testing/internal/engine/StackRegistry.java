package dev.stacksets.testing.internal.engine;

import dev.stacksets.testing.internal.protocol.AwsError;
import dev.stacksets.testing.internal.template.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Stacks outside any rollout: put there by a test, or retained when their instance was removed. */
final class StackRegistry {

    /** A stack that can be imported; {@code owner} is the set it belongs to. */
    record Stack(String id, InstanceKey where, Template template, Map<String, String> values, Optional<String> owner) {

        String name() {
            return id.split("/", -1)[1];
        }

        Stack ownedBy(Optional<String> stackSetId) {
            return new Stack(id, where, template, values, stackSetId);
        }
    }

    private final Map<String, Stack> stacks = new LinkedHashMap<>();

    String add(InstanceKey where, String name, Template template, Map<String, String> parameters, Ids ids) {
        String id = "arn:aws:cloudformation:" + where.region() + ":" + where.account() + ":stack/" + name + "/"
                + ids.uuid();
        try {
            stacks.put(id, new Stack(id, where, template, template.complete(parameters), Optional.empty()));
        } catch (AwsError unfit) {
            throw new IllegalArgumentException(unfit.text());
        }
        return id;
    }

    Optional<Stack> find(String id) {
        return Optional.ofNullable(stacks.get(id));
    }

    /** A stack of the caller's own account and Region, by id or name. */
    Optional<Stack> named(Caller caller, String nameOrId) {
        InstanceKey here = new InstanceKey(caller.account(), caller.region());
        return stacks.values().stream()
                .filter(stack -> stack.where().equals(here))
                .filter(stack -> stack.id().equals(nameOrId) || stack.name().equals(nameOrId))
                .findFirst();
    }

    Stack require(String id) {
        return find(id).orElseThrow(() -> Errors.stackNotFound(id));
    }

    void imported(String id, String stackSetId) {
        stacks.computeIfPresent(id, (key, stack) -> stack.ownedBy(Optional.of(stackSetId)));
    }

    void retained(String id, Instance instance, Definition definition) {
        Map<String, String> values = new LinkedHashMap<>(definition.parameters());
        values.putAll(instance.overrides());
        stacks.put(id, new Stack(id, instance.key(), definition.template(), values, Optional.empty()));
    }

    void deleted(String id) {
        stacks.remove(id);
    }
}
