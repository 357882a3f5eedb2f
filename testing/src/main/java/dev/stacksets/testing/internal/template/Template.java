package dev.stacksets.testing.internal.template;

import dev.stacksets.testing.internal.protocol.AwsError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What StackSets looks at in a template.
 *
 * @param body the text as it came
 * @param version {@code AWSTemplateFormatVersion}
 * @param description as written
 * @param metadata the section as text, when it is a plain string
 * @param parameters by key, in the order of the template
 * @param resources type by logical id, in the order of the template
 * @param transforms macro names, those of the top level first
 * @param capabilities what a caller must acknowledge
 * @param iamTypes the resource types behind an IAM capability, sorted
 */
public record Template(
        String body,
        Optional<String> version,
        Optional<String> description,
        Optional<String> metadata,
        Map<String, TemplateParameter> parameters,
        Map<String, String> resources,
        List<String> transforms,
        Set<String> capabilities,
        List<String> iamTypes) {

    /** What reads show instead of a NoEcho value. */
    public static final String MASK = "****";

    /** As the registry of types has it, which says nothing about whether there is such a type. */
    private static final Pattern TYPE =
            Pattern.compile("[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}(::MODULE)?|Custom::[\\w@-]{1,52}");

    /**
     * The types of resource.
     *
     * @return distinct, in the order of the template
     */
    public List<String> resourceTypes() {
        return resources.values().stream().distinct().toList();
    }

    /**
     * Types that are no types: of AWS, of a registry ({@code Organization::Service::Resource}), or custom.
     *
     * @return distinct, in the order of the template
     */
    public List<String> unrecognizedTypes() {
        return resourceTypes().stream()
                .filter(type -> !TYPE.matcher(type).matches())
                .toList();
    }

    /**
     * The mask where the template says NoEcho, and for keys the template no longer has: they may have been secret.
     *
     * @param key a parameter
     * @param value its real value
     * @return what a read may show
     */
    public String shown(String key, String value) {
        TemplateParameter parameter = parameters.get(key);
        return parameter == null || parameter.noEcho() ? MASK : value;
    }

    /**
     * Refuses unless every needed capability is acknowledged; CAPABILITY_NAMED_IAM covers CAPABILITY_IAM.
     *
     * @param acknowledged what the request carries
     * @throws AwsError code {@code InsufficientCapabilitiesException}
     */
    public void requireCapabilities(List<String> acknowledged) {
        List<String> missing = capabilities.stream()
                .filter(needed -> !covered(needed, acknowledged))
                .toList();
        if (!missing.isEmpty()) {
            throw new AwsError(400, "InsufficientCapabilitiesException", "Requires capabilities : " + missing);
        }
    }

    private static boolean covered(String needed, List<String> acknowledged) {
        return acknowledged.contains(needed)
                || (needed.equals(TemplateParser.IAM) && acknowledged.contains(TemplateParser.NAMED_IAM));
    }

    /**
     * Why an IAM capability is needed.
     *
     * @return empty when none is
     */
    public Optional<String> capabilitiesReason() {
        return iamTypes.isEmpty()
                ? Optional.empty()
                : Optional.of("The following resource(s) require capabilities: " + iamTypes);
    }

    /**
     * Completes values with the template's defaults and checks them all.
     *
     * @param given values somebody chose
     * @return a value for every parameter, in the order of the template
     * @throws AwsError code {@code ValidationError}: unknown keys, missing values, values against a constraint
     */
    public Map<String, String> complete(Map<String, String> given) {
        requireKnown(given.keySet());
        Map<String, String> values = new LinkedHashMap<>();
        parameters.forEach((key, parameter) -> Optional.ofNullable(given.get(key))
                .or(parameter::defaultValue)
                .ifPresent(value -> values.put(key, value)));
        List<String> missing = parameters.keySet().stream()
                .filter(key -> !values.containsKey(key))
                .toList();
        if (!missing.isEmpty()) {
            throw invalid("Parameters: " + missing + " must have values");
        }
        requireValid(given);
        return values;
    }

    /**
     * Refuses keys the template does not declare.
     *
     * @param keys parameter keys
     * @throws AwsError code {@code ValidationError}
     */
    public void requireKnown(Set<String> keys) {
        List<String> unknown =
                keys.stream().filter(key -> !parameters.containsKey(key)).collect(Collectors.toList());
        if (!unknown.isEmpty()) {
            throw invalid("Parameters: " + unknown + " do not exist in the template");
        }
    }

    /**
     * Refuses values against a constraint.
     *
     * @param values of declared parameters
     * @throws AwsError code {@code ValidationError}; names the parameter, never the value
     */
    public void requireValid(Map<String, String> values) {
        values.forEach((key, value) -> Optional.ofNullable(parameters.get(key))
                .flatMap(parameter -> parameter.violation(value))
                .ifPresent(violation -> {
                    throw invalid(violation);
                }));
    }

    private static AwsError invalid(String message) {
        return new AwsError(400, "ValidationError", message);
    }
}
