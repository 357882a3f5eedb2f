package dev.stacksets.definition;

import java.util.List;
import java.util.Optional;

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
        List<String> texts = isList() ? List.of(value.strip().split("\\s*,\\s*")) : List.of(value);
        return allowedValues.isEmpty() || allowedValues.containsAll(texts);
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
