package dev.stacksets.internal.planning;

import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.TemplateParameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What AWS says of a stack set, its instances aside.
 *
 * @param region where it lives
 * @param account whose credentials are used; empty if that is not known
 * @param stackSet its definition; empty if there is none
 * @param lastOperation the last operation that may have changed something
 * @param followed what automatic deployment follows; empty if it is to be off
 * @param declared the parameters that the wanted template declares; empty if they do not matter
 * @param doubts what is doubtful about the definition, in sentences
 */
public record Live(
        String region,
        Optional<String> account,
        Optional<StackSetDescription> stackSet,
        Optional<String> lastOperation,
        Optional<Followed> followed,
        Map<String, TemplateParameter> declared,
        List<String> doubts) {}
