package dev.stacksets.testing.internal.organization;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The root, or an organizational unit. */
public final class Unit {

    private final String id;
    private final String name;
    private final Optional<String> parent;
    private final Set<String> units = new LinkedHashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> accounts = new LinkedHashSet<>();
    private final Map<String, String> tags = new TreeMap<>();

    Unit(String id, String name, Optional<String> parent) {
        this.id = id;
        this.name = name;
        this.parent = parent;
    }

    /**
     * The id.
     *
     * @return {@code r-...} or {@code ou-...}
     */
    public String id() {
        return id;
    }

    /**
     * The name.
     *
     * @return unique among its siblings
     */
    public String name() {
        return name;
    }

    /**
     * The id of what it is in.
     *
     * @return empty for the root
     */
    public Optional<String> parent() {
        return parent;
    }

    /**
     * Units directly in it.
     *
     * @return ids in the order of creation
     */
    public Set<String> units() {
        return Collections.unmodifiableSet(units);
    }

    /**
     * Accounts directly in it.
     *
     * @return ids in the order they came
     */
    public Set<String> accounts() {
        return Collections.unmodifiableSet(accounts);
    }

    /**
     * Its tags.
     *
     * @return live and mutable
     */
    public Map<String, String> tags() {
        return tags;
    }

    /**
     * Whether a unit directly in it has a name.
     *
     * @param name in upper and lower case as it is
     * @return true if there is one
     */
    public boolean has(String name) {
        return names.contains(name);
    }

    void add(Unit child) {
        units.add(child.id());
        names.add(child.name());
    }

    void remove(Unit child) {
        units.remove(child.id());
        names.remove(child.name());
    }

    /**
     * Whether nothing is in it.
     *
     * @return true without units and accounts
     */
    public boolean isEmpty() {
        return units.isEmpty() && accounts.isEmpty();
    }

    void join(String account) {
        accounts.add(account);
    }

    void leave(String account) {
        accounts.remove(account);
    }
}
