package dev.stacksets.guard;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.validation.Check;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Somebody's consent to one plan and no other. Immutable.
 *
 * @param hash the {@link dev.stacksets.plan.Plan#hash()} that was looked at
 * @param destroy whether stacks may be deleted
 * @param exceptions guardrails that may be broken, each with the reason why, which is logged
 */
public record Approval(String hash, boolean destroy, Map<Guardrail, String> exceptions) {
    /**
     * Checks the exceptions.
     *
     * @param hash the hash that was looked at
     * @param destroy whether stacks may be deleted
     * @param exceptions reasons by guardrail
     * @throws InvalidInputException if a reason is blank, or a guardrail cannot be broken like this
     */
    public Approval {
        EnumMap<Guardrail, String> copy = new EnumMap<>(Guardrail.class);
        exceptions.forEach((guardrail, reason) -> {
            Check.that(!reason.isBlank(), "reason", "To break " + guardrail + " takes a reason, which is logged.");
            Check.that(
                    guardrail != Guardrail.DESTROY && guardrail != Guardrail.EXPECTED_CALLER,
                    "guardrail",
                    guardrail == Guardrail.DESTROY
                            ? "Say allowDestroy(hash) to let stacks be deleted."
                            : "Nobody but the expected caller may apply plans: use its credentials.");
            copy.put(guardrail, reason);
        });
        exceptions = Collections.unmodifiableMap(copy);
    }

    /**
     * Consents to a plan that deletes no stacks and breaks no guardrail.
     *
     * @param hash its hash
     * @return the consent
     */
    public static Approval of(String hash) {
        return new Approval(hash.strip(), false, Map.of());
    }

    /**
     * Lets the plan delete stacks, with everything in them.
     *
     * @param ofPlan the hash once more, so that consent to destroy is never given in passing
     * @return the consent
     * @throws InvalidInputException if it is another plan's
     */
    public Approval allowDestroy(String ofPlan) {
        Check.that(
                hash.equals(ofPlan.strip()),
                "hash",
                "This approves plan " + hash + ", but allows plan " + ofPlan.strip() + " to destroy.");
        return new Approval(hash, true, exceptions);
    }

    /**
     * Lets the plan break one guardrail.
     *
     * @param guardrail which
     * @param reason why, for example a ticket; logged when the plan is applied
     * @return the consent
     * @throws InvalidInputException if the reason is blank, or the guardrail cannot be broken like this
     */
    public Approval breaking(Guardrail guardrail, String reason) {
        EnumMap<Guardrail, String> more = new EnumMap<>(Guardrail.class);
        more.putAll(exceptions);
        more.put(guardrail, reason);
        return new Approval(hash, destroy, more);
    }
}
