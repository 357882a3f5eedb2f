package dev.stacksets.yaml;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.yaml.internal.YamlValue;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file that says what should be true of one stack set everywhere, to be kept in Git: read, and turned into what plans are
 * made from. Immutable.
 *
 * <pre>{@code
 * FleetFile file = FleetFile.read(Path.of("fleet.yaml"));
 * Plan plan = stackSets.plan(file.desired(Map.of("DB_PASSWORD", Secret.of(password)))).join();
 * }</pre>
 *
 * <p>YAML or JSON; the keys are described in {@code docs/fleet-file.md}. A template is named by its path, from the folder of
 * the file. Secrets are named, never written: {@code Password: {secret: DB_PASSWORD}}. What is wrong is an
 * {@link InvalidInputException} with the line and column.
 */
public final class FleetFile {
    private final YamlValue content;
    private final Path folder;

    private FleetFile(YamlValue content, Path folder) {
        this.content = content;
        this.folder = folder;
    }

    /**
     * Reads a file.
     *
     * @param file YAML or JSON, in UTF-8, at most a mebibyte
     * @return what it says
     * @throws InvalidInputException if it cannot be read or is not well-formed
     */
    public static FleetFile read(Path file) {
        TemplateSource.Inline text = (TemplateSource.Inline) TemplateSource.file(file);
        Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
        return new FleetFile(YamlValue.parse("fleet", String.valueOf(file.getFileName()), text.body()), folder);
    }

    /**
     * Reads a text.
     *
     * @param text YAML or JSON
     * @param folder where the template is, if it is named by a relative path
     * @return what it says
     * @throws InvalidInputException if it is not well-formed
     */
    public static FleetFile parse(String text, Path folder) {
        return new FleetFile(YamlValue.parse("fleet", "fleet file", text), folder);
    }

    /**
     * The secrets it names.
     *
     * @return their names, in their order
     * @throws InvalidInputException with line and column, if something is wrong
     */
    public Set<String> neededSecrets() {
        Set<String> names = new LinkedHashSet<>();
        DesiredStackSet unused = new FleetReader(content, folder, name -> {
                    names.add(name);
                    return Optional.of(Secret.of(name));
                })
                .desired();
        return names;
    }

    /**
     * What should be true, if it names no secrets.
     *
     * @return what plans are made from
     * @throws InvalidInputException as {@link #desired(Map)}
     */
    public DesiredStackSet desired() {
        return desired(Map.of());
    }

    /**
     * What should be true.
     *
     * @param secrets by the names the file has for them; more than needed do no harm
     * @return what plans are made from
     * @throws InvalidInputException with line and column, if a secret is missing, AWS would refuse a value, or it cannot be
     *     planned; if its template cannot be read
     */
    public DesiredStackSet desired(Map<String, Secret> secrets) {
        return new FleetReader(content, folder, name -> Optional.ofNullable(secrets.get(name))).desired();
    }

    /** Leaves out everything the file says. */
    @Override
    public String toString() {
        return "fleet file (" + content + ")";
    }
}
