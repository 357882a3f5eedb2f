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

    /** The principal of Account Management. */
    public static final String ACCOUNT_MANAGEMENT = "account.amazonaws.com";

    /** How many delegated administrators StackSets may have. */
    public static final int STACK_SETS_LIMIT = 5;

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
            trust(STACK_SETS);
        } else {
            distrust(STACK_SETS);
        }
    }

    /**
     * Whether service-managed stack sets can be operated.
     *
     * @return true while StackSets' own access is on
     */
    public boolean isStackSetsActive() {
        return stackSetsActive;
    }

    /**
     * Trusted services.
     *
     * @return since when, by principal
     */
    public Map<String, Instant> services() {
        return Collections.unmodifiableMap(services);
    }

    /**
     * Whether a service is trusted.
     *
     * @param principal the service
     * @return true while its access is enabled
     */
    public boolean trusts(String principal) {
        return services.containsKey(principal);
    }

    /**
     * Trusts a service, which for StackSets does not switch its own access on.
     *
     * @param principal the service
     */
    public void trust(String principal) {
        services.putIfAbsent(principal, clock.get());
    }

    /**
     * Trusts a service no more, which for StackSets switches its own access off.
     *
     * @param principal the service
     */
    public void distrust(String principal) {
        services.remove(principal);
        stackSetsActive &= !principal.equals(STACK_SETS);
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
     * Whether an account administers some service for the organization.
     *
     * @param account any account
     * @return true as long as it is registered for one
     */
    public boolean administers(String account) {
        return delegated.values().stream().anyMatch(accounts -> accounts.containsKey(account));
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
     * Whether a service has all the delegated administrators it may have; known of StackSets only.
     *
     * @param principal the service
     * @return true when one more is too many
     */
    public boolean isFull(String principal) {
        return principal.equals(STACK_SETS) && delegated(principal).size() >= STACK_SETS_LIMIT;
    }

    /**
     * Registers a delegated administrator.
     *
     * @param account a member
     * @param principal the service
     * @return false when it was one already
     * @throws IllegalStateException when the service has all it may have
     */
    public boolean register(String account, String principal) {
        if (!delegated(principal).containsKey(account) && isFull(principal)) {
            throw new IllegalStateException(
                    "StackSets has at most " + STACK_SETS_LIMIT + " delegated administrators, see account " + account);
        }
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
