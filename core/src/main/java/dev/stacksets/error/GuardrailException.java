package dev.stacksets.error;

import dev.stacksets.guard.Violation;
import java.util.List;
import java.util.stream.Collectors;

/** Guardrails stand in the way of a plan or an operation. Nothing was sent. */
public final class GuardrailException extends StackSetsException {
    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    /**
     * Says all that stands in the way.
     *
     * @param what what was to be done
     * @param violations at least one
     */
    public GuardrailException(String what, List<Violation> violations) {
        super(
                what + " is refused by " + violations.size()
                        + (violations.size() == 1 ? " guardrail: " : " guardrails: ")
                        + violations.stream().map(Violation::toString).collect(Collectors.joining(" ")),
                null,
                null);
        this.violations = List.copyOf(violations);
    }

    /**
     * All that stands in the way.
     *
     * @return at least one
     */
    public List<Violation> violations() {
        return violations;
    }
}
