package dev.stacksets.yaml;

import dev.stacksets.definition.ParameterValue;
import dev.stacksets.yaml.internal.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one stack set of a template.
 *
 * @param properties of its resource
 * @param parameters the section of the template around it, if there is one
 */
record Resource(YamlValue properties, Optional<YamlValue> parameters) {
    static final String TYPE = "AWS::CloudFormation::StackSet";

    static Resource in(YamlValue template) {
        YamlValue resources = template.require("Resources");
        List<Map.Entry<String, YamlValue>> stackSets = resources.entries().entrySet().stream()
                .filter(entry -> entry.getValue().require("Type").text().equals(TYPE))
                .toList();
        if (stackSets.size() != 1) {
            String found = stackSets.isEmpty()
                    ? "no resource"
                    : "the resources "
                            + String.join(
                                    ", ",
                                    stackSets.stream().map(Map.Entry::getKey).toList());
            throw resources.refusal(
                    "there must be one resource of type " + TYPE + ", but there is " + found + " of that type.");
        }
        return new Resource(stackSets.get(0).getValue().require("Properties"), template.find("Parameters"));
    }

    References references(Map<String, ? extends ParameterValue> given) {
        return new References(parameters.map(YamlValue::entries).orElse(Map.of()), given);
    }
}
