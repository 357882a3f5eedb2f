package dev.stacksets.testing.internal.organization;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Services the organization trusts, and who administers them for it. Guarded by the engine's lock. */
public final class Administration {

    /** The principal of StackSets, for trusted access and for delegation. */
    public static final String STACK_SETS = "member.org.stacksets.cloudformation.amazonaws.com";

    private final Supplier<Instant> clock;
    private final Map<String, Instant> services = new TreeMap<>();
    private final Map<String, Map<String, Instant>> delegated = new TreeMap<>();
    private boolean stackSetsActive;

    Administration(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /**
     * Switches trusted access of StackSets.
     *
     * @param active on or off
     */
    public void stackSets(boolean active) {
        stackSetsActive = active;
        if (active) {
            services.putIfAbsent(STACK_SETS, clock.get());
        } else {
            services.remove(STACK_SETS);
        }
    }

    /**
     * Whether service-managed stack sets can be operated.
     *
     * @return true after ActivateOrganizationsAccess
     */
    public boolean isStackSetsActive() {
        return stackSetsActive;
    }

    /**
     * Trusted services.
     *
     * @return since when, by principal; live and mutable
     */
    public Map<String, Instant> services() {
        return services;
    }

    /**
     * Delegated administrators of a service.
     *
     * @param principal the service
     * @return since when, by account
     */
    public Map<String, Instant> delegated(String principal) {
        return Collections.unmodifiableMap(delegated.getOrDefault(principal, Map.of()));
    }

    /**
     * Delegated administrators of every service.
     *
     * @return by principal, then account
     */
    public Map<String, Map<String, Instant>> delegated() {
        return Collections.unmodifiableMap(delegated);
    }

    /**
     * Whether an account may administer StackSets for the organization.
     *
     * @param account any account
     * @return true after registration
     */
    public boolean isStackSetsAdministrator(String account) {
        return delegated(STACK_SETS).containsKey(account);
    }

    /**
     * Registers a delegated administrator.
     *
     * @param account a member
     * @param principal the service
     * @return false when it was one already
     */
    public boolean register(String account, String principal) {
        return delegated.computeIfAbsent(principal, key -> new TreeMap<>()).putIfAbsent(account, clock.get()) == null;
    }

    /**
     * Ends a delegation.
     *
     * @param account a member
     * @param principal the service
     * @return false when there was none
     */
    public boolean deregister(String account, String principal) {
        Map<String, Instant> administrators = delegated.getOrDefault(principal, new TreeMap<>());
        boolean was = administrators.remove(account) != null;
        if (administrators.isEmpty()) {
            delegated.remove(principal);
        }
        return was;
    }

    void forget(String account) {
        delegated.values().forEach(administrators -> administrators.remove(account));
        delegated.values().removeIf(Map::isEmpty);
    }
}
