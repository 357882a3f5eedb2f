package dev.stacksets.testing.internal.yaml;

import dev.stacksets.definition.InvalidInputException;

/**
 * A text, as it is written, and where.
 *
 * @param value without quotes
 * @param place of it
 */
public record YamlText(String value, Place place) {

    /**
     * Hands the text to something that may refuse it.
     *
     * @param work whose refusals get this place, unless they have one
     * @throws InvalidInputException naming the line and the column
     */
    public void at(Runnable work) {
        try {
            work.run();
        } catch (InvalidInputException placed) {
            throw placed;
        } catch (IllegalArgumentException refused) {
            throw refusal(String.valueOf(refused.getMessage()));
        }
    }

    /**
     * A refusal of this text.
     *
     * @param problem what is wrong with it
     * @return to be thrown
     */
    public InvalidInputException refusal(String problem) {
        return place.refusal(problem);
    }
}
