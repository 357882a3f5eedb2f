package dev.stacksets.testing.deploy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stack behind one stack instance, as it should be.
 *
 * @param account the target account
 * @param region the target Region
 * @param name the stack's name, chosen by the simulator, at most 128 characters
 * @param id what the deployer answered when it made the stack; empty when there is none yet
 * @param templateBody YAML or JSON, whole, also where the stack set's template came by URL
 * @param parameters values of all parameters of the template, overrides applied; may be secret
 * @param capabilities acknowledged for the stack set
 * @param tags of the stack set
 */
public record MemberStack(
        String account,
        String region,
        String name,
        Optional<String> id,
        String templateBody,
        Map<String, String> parameters,
        List<String> capabilities,
        Map<String, String> tags) {

    /**
     * Copies maps and lists.
     *
     * @param account as above
     * @param region as above
     * @param name as above
     * @param id as above
     * @param templateBody as above
     * @param parameters as above
     * @param capabilities as above
     * @param tags as above
     */
    public MemberStack {
        parameters = Map.copyOf(parameters);
        capabilities = List.copyOf(capabilities);
        tags = Map.copyOf(tags);
    }

    /** Where it is and what it is called; neither template nor values. */
    @Override
    public String toString() {
        return id.orElse(name) + " in " + account + "/" + region;
    }
}
