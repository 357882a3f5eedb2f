package dev.stacksets.yaml;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.TextFile;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.target.Targets;
import dev.stacksets.yaml.internal.YamlValue;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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
 * the file, and must be in it, also after links are followed: {@link #allowOutsideFolder}. Secrets are named, never written: {@code Password: {secret: DB_PASSWORD}}. Accounts may be
 * named by a selector, {@code select: in Root/Workloads/Prod and not suspended}, which whoever reads the file looks up. What is wrong is an
 * {@link InvalidInputException} with the line and column.
 */
public final class FleetFile {
    private static final int MOST_BYTES = 1_048_576;

    private final YamlValue content;
    private final TemplateFolder folder;

    private FleetFile(YamlValue content, TemplateFolder folder) {
        this.content = content;
        this.folder = folder;
    }

    /**
     * Reads a file.
     *
     * @param file a regular file, YAML or JSON, in UTF-8, at most 1,048,576 bytes
     * @return what it says
     * @throws InvalidInputException if it cannot be read, is not well-formed, or is deeper than 100 levels or has more than
     *     250,000 keys, values and elements, those behind aliases counted wherever they stand
     */
    public static FleetFile read(Path file) {
        String text = TextFile.read("fleet", "Fleet file", file, MOST_BYTES);
        Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
        return new FleetFile(
                YamlValue.parse("fleet", String.valueOf(file.getFileName()), text), TemplateFolder.closed(folder));
    }

    /**
     * Reads a text.
     *
     * @param text YAML or JSON
     * @param folder where the template is
     * @return what it says
     * @throws InvalidInputException if it is not well-formed, or beyond the bounds of {@link #read}
     */
    public static FleetFile parse(String text, Path folder) {
        return new FleetFile(YamlValue.parse("fleet", "fleet file", text), TemplateFolder.closed(folder));
    }

    /**
     * Lets the file name a template that is outside its folder. Otherwise such a path is refused: whoever may write the file
     * could have anything that the process can read put into a plan.
     *
     * @return the same file, with leave to do so
     */
    public FleetFile allowOutsideFolder() {
        return new FleetFile(content, folder.open());
    }

    /**
     * The secrets it names.
     *
     * @return their names, in their order
     * @throws InvalidInputException with line and column, if something is wrong
     */
    public Set<String> neededSecrets() {
        Set<String> names = new LinkedHashSet<>();
        DesiredStackSet unused =
                reader(name -> madeUp(names, name), new LinkedHashSet<>()).desired();
        return names;
    }

    /**
     * The selectors it names accounts by, as the {@code organizations} module reads them.
     *
     * @return their texts, in their order
     * @throws InvalidInputException with line and column, if something is wrong
     */
    public Set<String> neededSelections() {
        Set<String> selectors = new LinkedHashSet<>();
        DesiredStackSet unused =
                reader(name -> Optional.of(Secret.of(name)), selectors).desired();
        return selectors;
    }

    /**
     * The stack set without its targets, before the selectors are looked up: whether it is service-managed, for one, which
     * decides what they should become.
     *
     * @param secrets by the names the file has for them; more than needed do no harm
     * @return the definition
     * @throws InvalidInputException as {@link #desired(Map)}
     */
    public StackSetDefinition definition(Map<String, Secret> secrets) {
        return reader(known(secrets), new LinkedHashSet<>()).desired().definition();
    }

    /**
     * What should be true, if it names no secrets and no selectors.
     *
     * @return what plans are made from
     * @throws InvalidInputException as {@link #desired(Map)}
     */
    public DesiredStackSet desired() {
        return desired(Map.of());
    }

    /**
     * What should be true, if it names no selectors.
     *
     * @param secrets by the names the file has for them; more than needed do no harm
     * @return what plans are made from
     * @throws InvalidInputException with line and column, if a secret is missing, AWS would refuse a value, or it cannot be
     *     planned; if its template cannot be read
     */
    public DesiredStackSet desired(Map<String, Secret> secrets) {
        return desired(secrets, Map.of());
    }

    /**
     * What should be true.
     *
     * @param secrets by the names the file has for them; more than needed do no harm
     * @param selections what each selector of the file means now, by its text; more than needed do no harm
     * @return what plans are made from
     * @throws InvalidInputException as {@link #desired(Map)}, or if a selector is missing
     */
    public DesiredStackSet desired(Map<String, Secret> secrets, Map<String, ? extends Targets> selections) {
        return new FleetReader(content, folder, known(secrets), text -> Optional.ofNullable(selections.get(text)))
                .desired();
    }

    private static Function<String, Optional<Secret>> known(Map<String, Secret> secrets) {
        return name -> Optional.ofNullable(secrets.get(name));
    }

    private static Optional<Secret> madeUp(Set<String> names, String name) {
        names.add(name);
        return Optional.of(Secret.of(name));
    }

    /** A reader that notes selectors and puts a unit of its own in the place of each. */
    private FleetReader reader(Function<String, Optional<Secret>> secrets, Set<String> selectors) {
        return new FleetReader(content, folder, secrets, text -> {
            selectors.add(text);
            return Optional.of(Targets.organizationalUnits(String.format(Locale.ROOT, "r-%04d", selectors.size())));
        });
    }

    /** Leaves out everything the file says. */
    @Override
    public String toString() {
        return "fleet file (" + content + ")";
    }
}
