package dev.stacksets.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.Capability;

/**
 * What AWS reads out of a template: its parameters, and what it is allowed to do. API page {@code GetTemplateSummary}.
 *
 * <pre>{@code
 * TemplateSummary summary = stackSets.summarizeTemplate(template).join();
 * StackSetDefinition definition = StackSetDefinition.builder()
 *         .name("baseline")
 *         .template(template)
 *         .capabilities(summary.capabilities())          // if you trust the template
 *         .build();
 * summary.check(definition).forEach(System.out::println);
 * }</pre>
 *
 * @param parameters what it declares, by key
 * @param capabilities what must be acknowledged before AWS uses it; those this version of the SDK does not know are left out
 * @param capabilitiesReason AWS's sentence that names the resources behind them
 * @param resourceTypes the types of its resources, each once
 * @param transforms the transforms and macros it declares
 * @param description what it says it is
 * @param version its {@code AWSTemplateFormatVersion}
 * @param metadata its {@code Metadata} section, as AWS words it
 * @param resourceIdentifiers what an import has to say to name resources of its types; of a body or URL only
 * @param unrecognizedTypes types that AWS does not know in this account and Region, and warns of
 */
public record TemplateSummary(
        Map<String, TemplateParameter> parameters,
        Set<Capability> capabilities,
        Optional<String> capabilitiesReason,
        List<String> resourceTypes,
        List<String> transforms,
        Optional<String> description,
        Optional<String> version,
        Optional<String> metadata,
        List<ResourceIdentifiers> resourceIdentifiers,
        List<String> unrecognizedTypes) {

    /**
     * How resources of one type are named in an import. API page {@code ResourceIdentifierSummary}.
     *
     * @param type the resource type
     * @param logicalIds the resources of that type in the template
     * @param properties the properties that name one together, for example {@code BucketName}
     */
    public record ResourceIdentifiers(String type, List<String> logicalIds, List<String> properties) {
        /**
         * Copies the lists.
         *
         * @param type the resource type
         * @param logicalIds the resources
         * @param properties the properties
         */
        public ResourceIdentifiers {
            logicalIds = List.copyOf(logicalIds);
            properties = List.copyOf(properties);
        }
    }

    /**
     * Keeps its own copies.
     *
     * @param parameters what it declares
     * @param capabilities what must be acknowledged
     * @param capabilitiesReason why
     * @param resourceTypes the types of its resources
     * @param transforms the transforms and macros it declares
     * @param description what it says it is
     * @param version its format version
     * @param metadata its metadata
     * @param resourceIdentifiers what names resources in an import
     * @param unrecognizedTypes types that AWS does not know
     */
    public TemplateSummary {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        capabilities = Collections.unmodifiableSet(new LinkedHashSet<>(capabilities));
        resourceTypes = List.copyOf(resourceTypes);
        transforms = List.copyOf(transforms);
        resourceIdentifiers = List.copyOf(resourceIdentifiers);
        unrecognizedTypes = List.copyOf(unrecognizedTypes);
    }

    /**
     * Holds a definition against the template: unknown and missing parameters, values that are not allowed, secrets that
     * would be shown, capabilities that are not acknowledged, and what AWS does not deploy with service-managed
     * permissions. Makes no call. What AWS alone can judge (patterns, lengths, resource properties) is not looked at.
     *
     * @param definition of a stack set with this template
     * @return what is wrong or doubtful, in no particular order; empty if nothing is
     */
    public List<Finding> check(StackSetDefinition definition) {
        return new TemplateCheck(this, definition).findings();
    }
}
