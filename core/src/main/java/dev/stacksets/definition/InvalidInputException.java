package dev.stacksets.definition;

import dev.stacksets.text.Printable;

/**
 * A value that the service would refuse, found before any call was made. The message names the field, what was given
 * and the rule.
 */
public final class InvalidInputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * Creates the exception.
     *
     * @param field the field at fault, as the builder names it
     * @param problem the whole sentence a person reads; shown as {@link Printable#message(String)} does
     */
    public InvalidInputException(String field, String problem) {
        super(Printable.message(problem));
        this.field = field;
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
}
