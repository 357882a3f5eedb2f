package dev.stacksets.yaml.internal;

import dev.stacksets.definition.InvalidInputException;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Where something is written.
 *
 * @param field what is read, as the caller knows it
 * @param origin the file, or what else the text is
 * @param line from 1; 0 for the text as a whole
 * @param column from 1
 */
record Place(String field, String origin, int line, int column) {

    Place at(Optional<Mark> mark) {
        return mark.map(found -> new Place(field, origin, found.getLine() + 1, found.getColumn() + 1))
                .orElse(this);
    }

    /** What to throw about that which is written here. */
    InvalidInputException refusal(String problem) {
        return new InvalidInputException(field, this + ": " + problem);
    }

    @Override
    public String toString() {
        return line == 0 ? origin : origin + ", line " + line + ", column " + column;
    }
}
