package dev.stacksets.testing.internal.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The planted faults. Guarded by itself: rules may be added while calls are under way. */
public final class FaultPlan {

    /**
     * What happens to a call.
     *
     * @param effect the first matching effect that is not a delay
     * @param delay the sum of all matching delays
     */
    public record CallVerdict(Optional<CallEffect> effect, Duration delay) {}

    private static final String ANY_REGION = "*";

    private final List<CallRule> callRules = new ArrayList<>();
    private final DriftPlan drifts = new DriftPlan();
    private final Map<String, InstanceRule> instanceRules = new TreeMap<>();

    /**
     * Plants a rule for calls; occurrences count from now.
     *
     * @param action such as {@code DescribeStackSetOperation}
     * @param from first occurrence, 1-based
     * @param to last occurrence
     * @param effect what happens
     */
    public synchronized void plant(String action, int from, int to, CallEffect effect) {
        callRules.add(new CallRule(action, from, to, effect));
    }

    /**
     * Counts a call and says what happens to it.
     *
     * @param action the action called
     * @return nothing, or what the rules say
     */
    public synchronized CallVerdict nextCall(String action) {
        List<CallEffect> effects = new ArrayList<>();
        callRules.stream().filter(rule -> rule.matchesNext(action)).forEach(rule -> effects.add(rule.effect()));
        Duration delay = Duration.ZERO;
        Optional<CallEffect> first = Optional.empty();
        for (CallEffect effect : effects) {
            if (effect instanceof CallEffect.Delayed delayed) {
                delay = delay.plus(delayed.by());
            } else if (first.isEmpty()) {
                first = Optional.of(effect);
            }
        }
        return new CallVerdict(first, delay);
    }

    /**
     * The rule of one account and Region, or of a whole account; made when missing.
     *
     * @param account the target account
     * @param region the Region, empty for all
     * @return a rule that starts without effect
     */
    public synchronized InstanceRule rule(String account, Optional<String> region) {
        return instanceRules.computeIfAbsent(
                key(account, region.orElse(ANY_REGION)), key -> new InstanceRule(key, this));
    }

    /**
     * Takes a rule out.
     *
     * @param account the target account
     * @param region the Region, empty for the rule of the whole account
     */
    public synchronized void heal(String account, Optional<String> region) {
        instanceRules.remove(key(account, region.orElse(ANY_REGION)));
        drifts.heal(key(account, region.orElse(ANY_REGION)));
    }

    /**
     * What is planted for the work on one instance that starts now. A rule for the Region wins over one for the account.
     *
     * @param account the target account
     * @param region the Region
     * @return nothing planted, or what the rule says; counted where a rule counts
     */
    public synchronized InstanceFate startOn(String account, String region) {
        InstanceRule exact = instanceRules.get(key(account, region));
        InstanceRule rule = exact != null ? exact : instanceRules.get(key(account, ANY_REGION));
        return rule == null ? InstanceFate.NONE : rule.next();
    }

    /**
     * Lets a resource differ from the template until it is healed.
     *
     * @param account the target account
     * @param region the Region, empty for all
     * @param logicalId the resource
     * @param drift how it differs
     */
    public synchronized void drift(String account, Optional<String> region, String logicalId, PlantedDrift drift) {
        drifts.plant(key(account, region.orElse(ANY_REGION)), logicalId, drift);
    }

    /**
     * What differs in one stack. A drift for the Region wins over one for the account, resource by resource.
     *
     * @param account the target account
     * @param region the Region
     * @param logicalIds the resources the template has
     * @return differences by logical id
     */
    public synchronized Map<String, List<PlantedDrift>> driftsOf(
            String account, String region, Set<String> logicalIds) {
        return drifts.find(List.of(key(account, region), key(account, ANY_REGION)), logicalIds);
    }

    /**
     * Rules that never did anything.
     *
     * @return one line each
     */
    public synchronized List<String> unused() {
        return Stream.of(
                        callRules.stream().filter(rule -> !rule.fired()).map(CallRule::toString),
                        instanceRules.values().stream()
                                .filter(rule -> !rule.fired())
                                .map(InstanceRule::toString),
                        drifts.unused().stream())
                .flatMap(lines -> lines)
                .toList();
    }

    private static String key(String account, String region) {
        return account + "/" + region;
    }
}
