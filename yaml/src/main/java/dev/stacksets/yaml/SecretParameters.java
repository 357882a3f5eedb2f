package dev.stacksets.yaml;

import dev.stacksets.definition.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The secret values that are left out of a template: each is a NoEcho parameter of it, and a reference to that. */
final class SecretParameters {
    /** Quota of CloudFormation. */
    private static final int PARAMETERS = 200;

    private final Map<String, Map<String, ?>> declarations = new LinkedHashMap<>();

    /** Leaves a value out; gives the reference that stands for it. */
    Map<String, String> reference(String name, String description) {
        String free = free(name.replaceAll("[^A-Za-z0-9]", ""));
        Map<String, Object> declaration = new LinkedHashMap<>();
        declaration.put("Type", "String");
        declaration.put("NoEcho", true);
        declaration.put("Description", description);
        declarations.put(free, declaration);
        if (declarations.size() > PARAMETERS) {
            throw new InvalidInputException(
                    "parameters",
                    "More than " + PARAMETERS + " values are secret, and a template has at most that many parameters:"
                            + " write fewer instances into one template.");
        }
        return Map.of("Ref", free);
    }

    private String free(String name) {
        String free = name;
        for (int i = 2; declarations.containsKey(free); i++) {
            free = name + "No" + i;
        }
        return free;
    }

    Set<String> names() {
        return declarations.keySet();
    }

    Map<String, Map<String, ?>> declarations() {
        return declarations;
    }
}
