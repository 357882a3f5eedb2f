package dev.stacksets.definition;

import dev.stacksets.text.Printable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A value that the service would refuse, found before anything was changed. The message names the field, what was given
 * and the rule. A definition that does not fit its template has everything in {@link #findings()}.
 */
public final class InvalidInputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final transient List<Finding> findings;

    /**
     * Creates the exception.
     *
     * @param field the field at fault, as the builder names it
     * @param problem the whole sentence a person reads; shown as {@link Printable#message(String)} does
     */
    public InvalidInputException(String field, String problem) {
        this(field, problem, List.of());
    }

    /**
     * Creates the exception for a definition that does not fit its template.
     *
     * @param what the definition, for example {@code Stack set 'baseline'}
     * @param findings all that is wrong, at least one
     */
    public InvalidInputException(String what, List<Finding> findings) {
        this(
                findings.get(0).field(),
                what + " would be refused by AWS: "
                        + findings.stream()
                                .map(finding -> finding.problem() + " " + finding.nextStep())
                                .collect(Collectors.joining(" ")),
                findings);
    }

    private InvalidInputException(String field, String problem, List<Finding> findings) {
        super(Printable.message(problem));
        this.field = field;
        this.findings = List.copyOf(findings);
    }

    /**
     * Creates the exception for required fields that were not set.
     *
     * @param problem the whole sentence a person reads, which names the fields
     */
    public InvalidInputException(String problem) {
        this("", problem);
    }

    /**
     * The field at fault.
     *
     * @return its name in the builder, for example {@code accounts}; empty if required ones were not set
     */
    public String field() {
        return field;
    }

    /**
     * All that is wrong with a definition that was held against its template.
     *
     * @return one at least if it is about that; else none
     */
    public List<Finding> findings() {
        return findings;
    }
}
