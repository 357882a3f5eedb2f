package dev.stacksets.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One parameter that a template declares. API page {@code ParameterDeclaration}; AWS tells no other constraint than the
 * allowed values.
 *
 * @param key its name
 * @param type for example {@code String}, {@code Number} or {@code CommaDelimitedList}; {@code ""} if AWS does not say
 * @param defaultValue what holds when nobody gives a value: a {@link Secret} if {@code noEcho}, else plain
 * @param noEcho whether AWS masks its value on reads
 * @param allowedValues the values it may have; empty for any
 * @param description what it is for
 */
public record TemplateParameter(
        String key,
        String type,
        Optional<ParameterValue> defaultValue,
        boolean noEcho,
        List<String> allowedValues,
        Optional<String> description) {

    /**
     * Keeps its own copy of the allowed values.
     *
     * @param key its name
     * @param type its type
     * @param defaultValue what holds when nobody gives a value
     * @param noEcho whether AWS masks its value
     * @param allowedValues the values it may have
     * @param description what it is for
     */
    public TemplateParameter {
        allowedValues = List.copyOf(allowedValues);
    }

    /**
     * Whether the template allows a text. Of a list, every element must be allowed. Source: the user guide's page on
     * template parameters.
     *
     * @param value as it would be sent
     * @return true if it is one of the allowed values, or any is allowed
     */
    public boolean allows(String value) {
        return allowedValues.isEmpty()
                || (isList()
                        ? new HashSet<>(allowedValues).containsAll(elements(value))
                        : allowedValues.contains(value));
    }

    /** Of a list, the texts between the commas; commas at its end end nothing more. */
    private static List<String> elements(String value) {
        List<String> elements =
                Stream.of(value.split(",", -1)).map(String::strip).toList();
        int end = elements.size();
        while (end > 1 && elements.get(end - 1).isEmpty()) {
            end--;
        }
        return elements.subList(0, end);
    }

    private boolean isList() {
        return type.equals("CommaDelimitedList") || type.startsWith("List<");
    }

    /** Leaves out what a NoEcho parameter may be. */
    @Override
    public String toString() {
        return key + " (" + type
                + (noEcho ? ", NoEcho" : allowedValues.isEmpty() ? "" : ", one of " + String.join(", ", allowedValues))
                + defaultValue.map(value -> ", default " + value).orElse(", no default") + ")";
    }
}
