package dev.stacksets.testing.organization;

import dev.stacksets.testing.internal.organization.OrganizationTree;
import dev.stacksets.testing.internal.organization.Unit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What an organizational unit begins with. */
public final class UnitBuilder {

    private final TakenNames taken;
    private final List<BiConsumer<OrganizationTree, String>> steps = new ArrayList<>();
    private final Map<String, String> tags = new TreeMap<>();
    private final Set<String> units = new HashSet<>();

    UnitBuilder(TakenNames taken) {
        this.taken = taken;
    }

    /**
     * Adds a nested unit.
     *
     * @param name unique in this unit, without slashes
     * @param content fills it
     * @return this builder
     * @throws IllegalArgumentException when the name is empty, has a slash or is there already
     */
    public UnitBuilder ou(String name, Consumer<UnitBuilder> content) {
        if (name.isEmpty() || name.contains("/")) {
            throw new IllegalArgumentException("a unit has a name without slashes: " + name);
        }
        if (!units.add(name)) {
            throw new IllegalArgumentException("two units beside each other are named " + name);
        }
        UnitBuilder nested = new UnitBuilder(taken);
        content.accept(nested);
        steps.add((tree, parent) -> nested.fill(tree, tree.createUnit(parent, name)));
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
        taken.join(count);
        steps.add((tree, parent) -> {
            for (int i = 0; i < count; i++) {
                new AccountBuilder(taken).join(tree, parent);
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
     * @throws IllegalArgumentException unless the account has 12 digits and is new
     */
    public UnitBuilder account(String account, String name) {
        return account(account, a -> a.name(name));
    }

    /**
     * Adds an account.
     *
     * @param account 12 digits
     * @param content says more about it
     * @return this builder
     * @throws IllegalArgumentException unless the account has 12 digits and is new
     */
    public UnitBuilder account(String account, Consumer<AccountBuilder> content) {
        return account(a -> content.accept(a.id(account)));
    }

    /**
     * Adds an account with an id of its own.
     *
     * @param content says more about it
     * @return this builder
     */
    public UnitBuilder account(Consumer<AccountBuilder> content) {
        taken.join(1);
        AccountBuilder account = new AccountBuilder(taken);
        content.accept(account);
        steps.add(account::join);
        return this;
    }

    /**
     * Adds a tag.
     *
     * @param key of the tag
     * @param value of the tag
     * @return this builder
     */
    public UnitBuilder tag(String key, String value) {
        tags.put(key, value);
        return this;
    }

    void fill(OrganizationTree tree, Unit unit) {
        unit.tags().putAll(tags);
        steps.forEach(step -> step.accept(tree, unit.id()));
    }
}
