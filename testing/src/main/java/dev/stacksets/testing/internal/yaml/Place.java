package dev.stacksets.testing.internal.yaml;

import dev.stacksets.definition.InvalidInputException;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Where something is written.
 *
 * @param field what is read, as the caller knows it
 * @param origin the file, or what else the text is
 * @param line from 1, 0 when nobody knows
 * @param column from 1
 */
public record Place(String field, String origin, int line, int column) {

    Place at(Optional<Mark> mark) {
        return mark.map(found -> new Place(field, origin, found.getLine() + 1, found.getColumn() + 1))
                .orElse(this);
    }

    /**
     * A refusal of what is written here.
     *
     * @param problem what is wrong, without a full stop
     * @return to be thrown
     */
    public InvalidInputException refusal(String problem) {
        String where = line == 0 ? origin : origin + ", line " + line + ", column " + column;
        return new InvalidInputException(field, where + ": " + problem + ".");
    }
}
