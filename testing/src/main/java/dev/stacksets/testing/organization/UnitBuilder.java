package dev.stacksets.testing.organization;

import dev.stacksets.testing.internal.organization.OrganizationTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What an organizational unit begins with. */
public final class UnitBuilder {

    private final List<BiConsumer<OrganizationTree, String>> steps = new ArrayList<>();

    UnitBuilder() {}

    /**
     * Adds a nested unit.
     *
     * @param name unique in this unit, without slashes
     * @param content fills it
     * @return this builder
     * @throws IllegalArgumentException when the name is empty or has a slash
     */
    public UnitBuilder ou(String name, Consumer<UnitBuilder> content) {
        if (name.isEmpty() || name.contains("/")) {
            throw new IllegalArgumentException("a unit has a name without slashes: " + name);
        }
        UnitBuilder nested = new UnitBuilder();
        content.accept(nested);
        steps.add((tree, parent) ->
                nested.fill(tree, tree.createUnit(parent, name).id()));
        return this;
    }

    /**
     * Adds accounts with ids of their own.
     *
     * @param count zero or more
     * @return this builder
     * @throws IllegalArgumentException when negative
     */
    public UnitBuilder accounts(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("zero accounts or more: " + count);
        }
        steps.add((tree, parent) -> {
            for (int i = 0; i < count; i++) {
                tree.createAccount(Optional.empty(), parent, Optional.empty());
            }
        });
        return this;
    }

    /**
     * Adds an account.
     *
     * @param account 12 digits
     * @param name its name
     * @return this builder
     * @throws IllegalArgumentException unless the account has 12 digits
     */
    public UnitBuilder account(String account, String name) {
        OrganizationBuilder.requireAccount(account);
        steps.add((tree, parent) -> tree.createAccount(Optional.of(account), parent, Optional.of(name)));
        return this;
    }

    void fill(OrganizationTree tree, String parent) {
        steps.forEach(step -> step.accept(tree, parent));
    }
}
