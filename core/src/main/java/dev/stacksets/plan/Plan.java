package dev.stacksets.plan;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.internal.HiddenImmutable;
import dev.stacksets.internal.document.PlanHtml;
import dev.stacksets.internal.document.PlanJson;
import dev.stacksets.internal.document.PlanText;
import dev.stacksets.internal.planning.DefinitionLines;
import dev.stacksets.internal.planning.Fingerprints;
import dev.stacksets.internal.planning.Inversion;
import dev.stacksets.internal.planning.Prospect;
import dev.stacksets.internal.validation.Check;
import dev.stacksets.operation.RetrySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/**
 * The fewest operations that make one stack set what it should be, in their order, and what they leave alone. A value: it can
 * be looked at, written as JSON, sent for approval, read elsewhere and applied there; {@link #hash()} names exactly this plan.
 *
 * <p>{@code StackSets.plan(desired)} makes it, reading AWS and changing nothing; {@code StackSets.apply(plan, approval)} applies
 * it. JSON and hash hold the template and plain parameter values, which applying needs, but of secrets only fingerprints;
 * {@link #render()}, {@link #renderHtml()} and {@code toString()} hold no template.
 */
@Value.Immutable
@HiddenImmutable
public interface Plan {

    /**
     * Starts an empty plan, for fakes in tests.
     *
     * @return the builder
     */
    static Builder builder() {
        return ImmutablePlan.builder();
    }

    /**
     * Reads what {@link #toJson()} wrote. What a plan shows and what guardrails judge is not taken from the text but follows from
     * the requests in it; a text that contradicts itself is refused.
     *
     * @param json the text, at most 64 Mi characters
     * @return the plan, without secrets: {@link #withSecrets(Collection)} gives them back
     * @throws InvalidInputException if it is not strict JSON (a key twice, a comment, something behind its end), no plan of the
     *     schema this version knows, or a plan whose parts do not agree; says where
     */
    static Plan parse(String json) {
        return PlanJson.read(json);
    }

    /**
     * The Region the stack set lives in.
     *
     * @return not a target Region
     */
    String region();

    /**
     * The account with whose credentials the plan was made. It is applied with no other's.
     *
     * @return 12 digits; empty if the stack set exists and nobody could be asked whose credentials are used: then its id, which
     *     no other stack set has, tells it apart
     */
    Optional<String> account();

    /**
     * The stack set.
     *
     * @return its name
     */
    String stackSet();

    /**
     * How the stack set was when the plan was made.
     *
     * @return what must still hold
     */
    Baseline baseline();

    /**
     * What the plan creates.
     *
     * @return the definition of the new stack set; empty if it exists
     */
    Optional<StackSetDefinition> creates();

    /**
     * What becomes of the definition, a line for each change. Follows from {@link #baseline()} and {@link #steps()}.
     *
     * @return for example {@code parameter Level: low -> high}; never a secret
     */
    default List<String> definitionChanges() {
        return DefinitionLines.of(this);
    }

    /**
     * What the planner could not tell, and what AWS makes unavoidable. The only words of a plan that are taken as they are read:
     * nothing follows from them.
     *
     * @return sentences for a person
     */
    List<String> notes();

    /**
     * What to do, one step after another.
     *
     * @return no step if everything is as it should be
     */
    List<PlanStep> steps();

    /**
     * How instances are tried again that a step left undone, before the next step.
     *
     * @return empty for not at all
     */
    Optional<RetrySpec> retry();

    /**
     * What it means for each target group.
     *
     * @return in their order
     */
    List<GroupSummary> groups();

    /**
     * Instances that are left as they are.
     *
     * @return by reason
     */
    List<Untouched> untouched();

    /**
     * The number of operations below which no plan of these changes can be, if each instance is touched once for each of
     * them, and each unit becomes a target of automatic deployment in a Region, or is dropped there, by one operation.
     *
     * @return at most {@link #operations()}
     */
    int operationsAtLeast();

    /**
     * The values of secrets, by fingerprint. Part of neither JSON nor hash.
     *
     * @return those the plan has been given
     */
    @Value.Auxiliary
    @Value.Redacted
    Map<String, Secret> secrets();

    /**
     * How many operations it takes.
     *
     * @return the steps but for the creation of the stack set, which is none
     */
    default int operations() {
        return (int)
                steps().stream().filter(step -> step.operation().isPresent()).count();
    }

    /**
     * Whether it is known that no plan has fewer operations.
     *
     * @return false if that could neither be shown nor excluded
     */
    default boolean isFewest() {
        return operations() <= operationsAtLeast();
    }

    /**
     * Whether there is anything to do.
     *
     * @return false if everything is as it should be
     */
    default boolean isEmpty() {
        return steps().isEmpty();
    }

    /**
     * Writes it as JSON: the same plan always as the same text. The schema is described in {@code docs/plan.md}.
     *
     * @return JSON in UTF-8, a few lines for each step
     */
    @Value.Lazy
    default String toJson() {
        return PlanJson.write(this);
    }

    /**
     * Names it: the SHA-256 of {@link #toJson()}.
     *
     * @return 64 hexadecimal digits
     */
    @Value.Lazy
    default String hash() {
        return Fingerprints.sha256(toJson());
    }

    /**
     * Says in words what it does, to what, and what it leaves alone.
     *
     * @return lines of at most about 110 characters
     */
    default String render() {
        return PlanText.of(this);
    }

    /**
     * Shows it as a web page, with the grid of accounts and Regions coloured by what happens there. Needs nothing from
     * elsewhere.
     *
     * @return HTML
     */
    default String renderHtml() {
        return PlanHtml.of(this);
    }

    /**
     * Estimates what applying takes.
     *
     * @param stack how long the work on one stack takes
     * @return if nothing fails and nothing is in the way
     */
    default PlanEstimate estimate(Duration stack) {
        return new Prospect(this).estimate(stack);
    }

    /**
     * The plan that takes back what this one does, to be applied after it, wholly or in part: the definition and the
     * overrides that were, instances it created removed, instances it removed created again. Secrets that were cannot be
     * had: AWS does not show them. Stacks that were retained come back by an import only. {@link #notes()} says so.
     *
     * @return the rollback; it deletes what this plan created, which takes its own approval
     * @throws IllegalStateException if this is a rollback itself: plan what should be true instead
     */
    default Plan inverse() {
        return new Inversion(this).plan();
    }

    /**
     * The secrets it cannot be applied without.
     *
     * @return parameter keys with their fingerprints, without those it has been given
     */
    default Set<String> secretsNeeded() {
        return Fingerprints.needed(this);
    }

    /**
     * Gives it the secrets that its JSON does not hold. Which of them is meant for which parameter their fingerprints tell.
     *
     * @param values the secrets, in any order; more than needed do no harm
     * @return the same plan, with its secrets
     * @throws InvalidInputException if one that is needed is not among them; says for which parameter
     */
    default Plan withSecrets(Collection<Secret> values) {
        Plan given = Fingerprints.given(this, values);
        Check.that(
                given.secretsNeeded().isEmpty(),
                "secrets",
                "Secrets are missing, or are not those that were planned with: "
                        + String.join(", ", given.secretsNeeded()) + ".");
        return given;
    }

    /**
     * Gives it the secrets that its JSON does not hold.
     *
     * @param values the secrets, in any order
     * @return the same plan, with its secrets
     * @throws InvalidInputException if one that is needed is not among them
     */
    default Plan withSecrets(Secret... values) {
        return withSecrets(Arrays.asList(values));
    }

    /** Builds a {@link Plan}; not thread-safe. */
    interface Builder {
        /**
         * Takes over what another plan says; what is set afterwards replaces it.
         *
         * @param plan another plan
         * @return this builder
         */
        Builder copyOf(Plan plan);

        /**
         * Sets the Region.
         *
         * @param region where the stack set lives
         * @return this builder
         */
        Builder region(String region);

        /**
         * Sets the account.
         *
         * @param account whose credentials the plan is made and applied with
         * @return this builder
         */
        Builder account(Optional<String> account);

        /**
         * Sets the stack set.
         *
         * @param name its name
         * @return this builder
         */
        Builder stackSet(String name);

        /**
         * Sets how it was.
         *
         * @param baseline what must still hold
         * @return this builder
         */
        Builder baseline(Baseline baseline);

        /**
         * Sets what is created.
         *
         * @param definition of the new stack set
         * @return this builder
         */
        Builder creates(Optional<? extends StackSetDefinition> definition);

        /**
         * Sets the notes.
         *
         * @param notes sentences
         * @return this builder
         */
        Builder notes(Iterable<String> notes);

        /**
         * Sets the notes.
         *
         * @param notes sentences
         * @return this builder
         */
        default Builder notes(String... notes) {
            return notes(List.of(notes));
        }

        /**
         * Sets the steps.
         *
         * @param steps in their order
         * @return this builder
         */
        Builder steps(Iterable<? extends PlanStep> steps);

        /**
         * Sets how instances are tried again.
         *
         * @param retry empty for not at all
         * @return this builder
         */
        Builder retry(Optional<? extends RetrySpec> retry);

        /**
         * Sets the groups.
         *
         * @param groups in their order
         * @return this builder
         */
        Builder groups(Iterable<? extends GroupSummary> groups);

        /**
         * Sets what is left alone.
         *
         * @param untouched by reason
         * @return this builder
         */
        Builder untouched(Iterable<? extends Untouched> untouched);

        /**
         * Sets the bound.
         *
         * @param operations no plan has fewer
         * @return this builder
         */
        Builder operationsAtLeast(int operations);

        /**
         * Sets the secrets.
         *
         * @param secrets by fingerprint
         * @return this builder
         */
        Builder secrets(Map<String, ? extends Secret> secrets);

        /**
         * Builds.
         *
         * @return the plan
         */
        Plan build();
    }
}
