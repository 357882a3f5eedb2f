package dev.stacksets.testing.internal.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** The planted faults. Guarded by itself: rules may be added while calls are under way. */
public final class FaultPlan {

    /**
     * What happens to a call.
     *
     * @param effect the first matching effect that is not a delay
     * @param delay the sum of all matching delays
     */
    public record CallVerdict(Optional<CallEffect> effect, Duration delay) {

        static final CallVerdict NONE = new CallVerdict(Optional.empty(), Duration.ZERO);
    }

    /** Stands for every account, or every Region. */
    public static final String ANY = "*";

    private final List<CallRule> callRules = new ArrayList<>();
    private final Limits limits;
    private final DriftPlan drifts = new DriftPlan();
    private final Map<String, InstanceRule> instanceRules = new TreeMap<>();

    /**
     * An empty plan.
     *
     * @param nanos the clock limits are kept by
     */
    public FaultPlan(LongSupplier nanos) {
        this.limits = new Limits(nanos);
    }

    /**
     * The rates calls are held to.
     *
     * @return always the same
     */
    public Limits limits() {
        return limits;
    }

    /**
     * Plants a rule for calls; occurrences count from now.
     *
     * @param actions by service and action
     * @param from first occurrence, 1-based
     * @param to last occurrence
     * @param effect what happens
     */
    public synchronized void plant(BiPredicate<String, String> actions, int from, int to, CallEffect effect) {
        callRules.add(new CallRule(actions, from, to, effect));
    }

    /**
     * Counts a call and says what happens to it.
     *
     * @param service the signing name
     * @param action the action called
     * @return nothing, or what the rules say
     */
    public synchronized CallVerdict nextCall(String service, String action) {
        if (callRules.isEmpty()) {
            return CallVerdict.NONE;
        }
        Duration delay = Duration.ZERO;
        Optional<CallEffect> first = Optional.empty();
        for (CallRule rule : callRules) {
            if (rule.matchesNext(service, action)) {
                if (rule.effect() instanceof CallEffect.Delayed delayed) {
                    delay = delay.plus(delayed.by());
                } else if (first.isEmpty()) {
                    first = Optional.of(rule.effect());
                }
            }
        }
        return new CallVerdict(first, delay);
    }

    /**
     * The rule of an account and Region, either of which may be {@link #ANY}; made when missing.
     *
     * @param account the target account
     * @param region the Region
     * @return a rule that starts without effect
     */
    public synchronized InstanceRule rule(String account, String region) {
        return instanceRules.computeIfAbsent(key(account, region), key -> new InstanceRule(key, this));
    }

    /**
     * Takes a rule out.
     *
     * @param account the target account
     * @param region the Region
     */
    public synchronized void heal(String account, String region) {
        instanceRules.remove(key(account, region));
        drifts.heal(key(account, region));
    }

    /**
     * What is planted for the work on one instance that starts now. A rule for the instance wins over one for the
     * account, which wins over one for everywhere.
     *
     * @param account the target account
     * @param region the Region
     * @return nothing planted, or what the rule says; counted where a rule counts
     */
    public synchronized InstanceFate startOn(String account, String region) {
        if (instanceRules.isEmpty()) {
            return InstanceFate.NONE;
        }
        return nearest(account, region)
                .map(instanceRules::get)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .map(InstanceRule::next)
                .orElse(InstanceFate.NONE);
    }

    /**
     * Whether something keeps the work in an account from succeeding, in every Region. Asking counts as meeting it.
     *
     * @param account the target account
     * @param obstacle what
     * @return true while it is planted for the account, or for everywhere
     */
    public synchronized boolean isPlanted(String account, Class<? extends Obstacle> obstacle) {
        return Stream.of(key(account, ANY), key(ANY, ANY))
                .flatMap(key -> Stream.ofNullable(instanceRules.get(key)))
                .anyMatch(rule -> rule.isMet(obstacle));
    }

    /**
     * Whether something keeps the work anywhere from succeeding. Asking counts as meeting it.
     *
     * @param obstacle what
     * @return true while it is planted
     */
    public synchronized boolean isPlanted(Class<? extends Obstacle> obstacle) {
        return instanceRules.values().stream().anyMatch(rule -> rule.isMet(obstacle));
    }

    /**
     * Lets a resource differ from the template until it is healed.
     *
     * @param account the target account
     * @param region the Region
     * @param logicalId the resource
     * @param drift how it differs
     */
    public synchronized void drift(String account, String region, String logicalId, PlantedDrift drift) {
        drifts.plant(key(account, region), logicalId, drift);
    }

    /**
     * What differs in one stack. A drift of the instance wins over one of the account and that over one of everywhere,
     * resource by resource.
     *
     * @param account the target account
     * @param region the Region
     * @param logicalIds the resources the template has
     * @return differences by logical id
     */
    public synchronized Map<String, List<PlantedDrift>> driftsOf(
            String account, String region, Set<String> logicalIds) {
        return drifts.find(nearest(account, region), logicalIds);
    }

    /**
     * Rules that never did anything.
     *
     * @return one line each
     */
    public synchronized List<String> unused() {
        return Stream.of(
                        callRules.stream().filter(rule -> !rule.fired()).map(CallRule::toString),
                        limits.unused().stream(),
                        instanceRules.values().stream()
                                .filter(rule -> !rule.fired())
                                .map(InstanceRule::toString),
                        drifts.unused().stream())
                .flatMap(lines -> lines)
                .toList();
    }

    private static Stream<String> nearest(String account, String region) {
        return Stream.of(key(account, region), key(account, ANY), key(ANY, ANY));
    }

    private static String key(String account, String region) {
        return account + "/" + region;
    }
}
