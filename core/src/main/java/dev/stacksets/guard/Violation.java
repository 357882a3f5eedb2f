package dev.stacksets.guard;

/**
 * A guardrail that stands in the way.
 *
 * @param guardrail which
 * @param message what it is about, in a sentence
 */
public record Violation(Guardrail guardrail, String message) {
    @Override
    public String toString() {
        return guardrail + ": " + message;
    }
}
