package dev.stacksets.testing.internal.engine.action;

import dev.stacksets.testing.internal.engine.record.ParameterValues;
import dev.stacksets.testing.internal.template.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

/** What a request does to the overrides of an instance; equal results are shared between instances. */
public final class Overriding {

    public static final Overriding NONE = new Overriding(List.of(), null);

    private final List<Parameter> given;
    private final @Nullable Template template;
    private final Map<Map<String, String>, Map<String, String>> results = new HashMap<>();

    Overriding(List<Parameter> given, @Nullable Template template) {
        this.given = given;
        this.template = template;
    }

    public Map<String, String> of(Map<String, String> previous) {
        Template known = template;
        return known == null
                ? previous
                : results.computeIfAbsent(previous, key -> ParameterValues.overrides(given, known, key));
    }
}
