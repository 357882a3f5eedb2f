package dev.stacksets.testing.internal.engine.record;

import dev.stacksets.testing.internal.engine.base.Errors;
import dev.stacksets.testing.internal.template.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

/** Turns request parameters into values. */
public final class ParameterValues {

    private ParameterValues() {}

    /** A new stack set: there is no previous value to use. */
    public static Map<String, String> ofNew(List<Parameter> given, Template template) {
        return ofUpdate(given, template, Map.of());
    }

    /** Keys left out fall back to the template's defaults; UsePreviousValue keeps what was. */
    public static Map<String, String> ofUpdate(List<Parameter> given, Template template, Map<String, String> previous) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter parameter : given) {
            String key = key(parameter, values);
            template.requireKnown(Set.of(key));
            if (usesPrevious(parameter)) {
                values.put(key, Optional.ofNullable(previous.get(key)).orElseThrow(() -> noPrevious(key)));
            } else {
                Optional.ofNullable(parameter.parameterValue()).ifPresent(value -> values.put(key, value));
            }
        }
        return template.complete(values);
    }

    /** Overrides: a key left out of the list loses its override, one with UsePreviousValue keeps it. */
    public static Map<String, String> overrides(
            List<Parameter> given, Template template, Map<String, String> previous) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter parameter : given) {
            String key = key(parameter, values);
            String value = usesPrevious(parameter) ? previous.get(key) : parameter.parameterValue();
            Optional.ofNullable(value).ifPresent(present -> values.put(key, present));
            template.requireKnown(Set.of(key));
        }
        template.requireValid(values);
        return values;
    }

    private static String key(Parameter parameter, Map<String, String> seen) {
        String key = Optional.ofNullable(parameter.parameterKey())
                .orElseThrow(() -> Errors.validation("ParameterKey must not be null"));
        if (seen.containsKey(key)) {
            throw Errors.validation("Duplicate parameter key: " + key);
        }
        return key;
    }

    private static boolean usesPrevious(Parameter parameter) {
        boolean previous = Boolean.TRUE.equals(parameter.usePreviousValue());
        if (previous && parameter.parameterValue() != null) {
            throw Errors.validation("Invalid input for parameter key " + parameter.parameterKey()
                    + ". Cannot specify usePreviousValue as true and a value for the same parameter key");
        }
        return previous;
    }

    private static RuntimeException noPrevious(String key) {
        return Errors.validation("Invalid input for parameter key " + key
                + ". Cannot specify usePreviousValue as true for a parameter key not in the previous template");
    }

    public static List<Parameter> shown(Map<String, String> values, Template template) {
        return values.entrySet().stream()
                .map(entry -> Parameter.builder()
                        .parameterKey(entry.getKey())
                        .parameterValue(template.shown(entry.getKey(), entry.getValue()))
                        .build())
                .toList();
    }
}
