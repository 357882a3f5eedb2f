package dev.stacksets.samples.cli;

import dev.stacksets.spi.TemplateReader;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/** The parameters that a template declares NoEcho, read here: no call, and before anything is sent. */
final class NoEchoParameters {
    private static final Set<String> TRUE = Set.of("true", "yes", "on");

    private NoEchoParameters() {}

    /** Their keys; none of a template that cannot be read here, which AWS judges. */
    static Set<String> in(String template) {
        Set<String> found = new TreeSet<>();
        if (read(template) instanceof Map<?, ?> sections && sections.get("Parameters") instanceof Map<?, ?> declared) {
            declared.forEach((key, declaration) -> {
                if (isNoEcho(declaration)) {
                    found.add(String.valueOf(key));
                }
            });
        }
        return found;
    }

    private static boolean isNoEcho(Object declaration) {
        return declaration instanceof Map<?, ?> parameter
                && TRUE.contains(String.valueOf(parameter.get("NoEcho")).toLowerCase(Locale.ROOT));
    }

    private static Object read(String template) {
        try {
            return ServiceLoader.load(TemplateReader.class)
                    .findFirst()
                    .map(reader -> reader.read(template))
                    .orElse(Map.of());
        } catch (IllegalArgumentException unreadable) {
            return Map.of();
        }
    }
}
