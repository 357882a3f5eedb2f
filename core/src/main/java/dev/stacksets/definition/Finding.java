package dev.stacksets.definition;

import dev.stacksets.text.Printable;

/**
 * Something wrong or doubtful in what is about to be sent. A value, to be shown or judged; it throws nothing. No finding
 * repeats the value of a parameter.
 *
 * @param severity how bad it is
 * @param field the field at fault, as the builder names it, for example {@code parameters}
 * @param problem what is wrong, a sentence
 * @param nextStep what to do, a sentence
 */
public record Finding(Severity severity, String field, String problem, String nextStep) {

    /**
     * Makes its sentences {@link Printable#message(String) fit to be shown}.
     *
     * @param severity how bad it is
     * @param field the field at fault
     * @param problem what is wrong
     * @param nextStep what to do
     */
    public Finding {
        problem = Printable.message(problem);
        nextStep = Printable.message(nextStep);
    }

    /** How bad it is. */
    public enum Severity {
        /** AWS would refuse the request, or could not deploy it. */
        ERROR,
        /** AWS would take it; whether it is meant so is doubtful. */
        WARNING
    }

    /**
     * Whether sending it makes no sense.
     *
     * @return true for an {@link Severity#ERROR}
     */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
        return severity + ": " + problem + " " + nextStep;
    }
}
