package dev.stacksets.samples.cli;

import dev.stacksets.definition.Secret;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.yaml.FleetFile;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads parameters whose values must not stand on the command line, where every process of the machine can read them.
 * Each is {@code KEY=VARIABLE} or {@code KEY}, for which a person is asked.
 */
final class SecretParameters {
    private final Surroundings surroundings;

    SecretParameters(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Map<String, Secret> read(List<String> given) {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        given.forEach(each -> {
            String[] parts = each.split("=", 2);
            secrets.put(parts[0], parts.length == 2 ? fromEnvironment(parts[0], parts[1]) : fromPerson(parts[0]));
        });
        return secrets;
    }

    /** Secrets that are named by the environment variable that holds them; a person is asked for what is not there. */
    Map<String, Secret> named(Collection<String> names) {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        names.forEach(name -> secrets.put(
                name,
                surroundings
                        .environment()
                        .apply(name)
                        .or(() -> surroundings.prompt().apply(name))
                        .map(Secret::of)
                        .orElseThrow(SecretParameters::unknown)));
        return secrets;
    }

    /** Never repeats the name: someone may have put the secret itself there. */
    private static UsageException unknown() {
        return new UsageException("A secret is not known: 'secret:' in a fleet file and --secret name an environment"
                + " variable that holds the value, and no variable of that name is set.");
    }

    /** What a fleet file says, with the secrets it names. */
    DesiredStackSet desired(FleetFile file) {
        return file.desired(named(file.neededSecrets()));
    }

    /** Never repeats the name of the variable: someone may have put the secret itself there. */
    private Secret fromEnvironment(String key, String variable) {
        return surroundings
                .environment()
                .apply(variable)
                .map(Secret::of)
                .orElseThrow(
                        () -> new UsageException(
                                "The environment variable named for " + key
                                        + " is not set: --secret-parameter takes KEY=VARIABLE, the name of a variable that holds the value."));
    }

    private Secret fromPerson(String key) {
        return surroundings
                .prompt()
                .apply(key)
                .map(Secret::of)
                .orElseThrow(() -> new UsageException("Nobody can be asked for " + key
                        + " here: put the value into an environment variable and pass --secret-parameter " + key
                        + "=VARIABLE."));
    }
}
