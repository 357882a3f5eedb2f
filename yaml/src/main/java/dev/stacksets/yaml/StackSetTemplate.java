package dev.stacksets.yaml;

import dev.stacksets.StackSet;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.yaml.internal.YamlValue;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.cloudformation.model.CallAs;

/**
 * A stack set as a CloudFormation template with one resource of type {@code AWS::CloudFormation::StackSet}: made from
 * values, exported from AWS, or read from a file, and turned back into values. Immutable.
 *
 * <pre>{@code
 * StackSetTemplate exported = StackSetTemplate
 *         .export(stackSets.stackSet("baseline"), ExportOptions.defaults().instances(Instances.TARGETS))
 *         .join();
 * Files.writeString(Path.of("baseline.yaml"), exported.text());
 *
 * StackSetTemplate read = StackSetTemplate.read(Path.of("baseline.yaml"));
 * StackSetDefinition definition = read.definition(Map.of("Password", Secret.of(password)));
 * List<DeploymentSpec> deployments = read.deployments();
 * }</pre>
 *
 * <p>No secret is ever written: a {@link dev.stacksets.definition.Secret}, and a NoEcho parameter whose value AWS does not
 * give away, becomes a NoEcho parameter of the template and a reference to it; {@link #neededParameters()} names them. The
 * stack set's own template is written as it is.
 * Read, a value is a text or a {@code Ref} to a parameter of the template; other functions are refused. What is wrong in a
 * file is an {@link InvalidInputException} with the line and column. Source: the CloudFormation template reference, page
 * {@code AWS::CloudFormation::StackSet}.
 */
public final class StackSetTemplate {
    private final String text;
    private final Resource resource;

    private StackSetTemplate(String text, Resource resource) {
        this.text = text;
        this.resource = resource;
    }

    /**
     * Writes a stack set and its instances. A client request token and operation ids are not part of a template.
     *
     * @param definition the stack set
     * @param deployments its instances, if they are to be part of it: one {@code StackInstancesGroup} for each
     * @return the template
     * @throws InvalidInputException if a template cannot say it: its own template has more than 51,200 bytes or is no text
     *     and no URL, the deployments have different preferences or keep overrides, or more than 200 values are secret
     */
    public static StackSetTemplate of(StackSetDefinition definition, List<DeploymentSpec> deployments) {
        return written(definition, deployments, Optional.empty());
    }

    /**
     * Writes a stack set and its instances.
     *
     * @param definition the stack set
     * @param deployments its instances
     * @return as {@link #of(StackSetDefinition, List)}
     * @throws InvalidInputException if a template cannot say it
     */
    public static StackSetTemplate of(StackSetDefinition definition, DeploymentSpec... deployments) {
        return of(definition, Arrays.asList(deployments));
    }

    static StackSetTemplate written(
            StackSetDefinition definition, List<DeploymentSpec> deployments, Optional<CallAs> callAs) {
        return parse("template of " + definition.name(), new ResourceText(definition, deployments, callAs).text());
    }

    /**
     * Reads a stack set from AWS, without its instances.
     *
     * @param stackSet which
     * @return as {@link #export(StackSet, ExportOptions)}
     */
    public static CompletableFuture<StackSetTemplate> export(StackSet stackSet) {
        return export(stackSet, ExportOptions.defaults());
    }

    /**
     * Reads a stack set from AWS. Instances are grouped so that the groups hold every instance there is and nothing else; of
     * a service-managed stack set they are whole units if it follows its units automatically, else the accounts in them that
     * have an instance now. Overrides of parameters its template does not declare any more are left out.
     *
     * @param stackSet which
     * @param options what to read; instances cost a call for every hundred, overrides one for each instance
     * @return the template; fails with {@link dev.stacksets.error.StackSetNotFoundException}, or an
     *     {@link InvalidInputException} if a template cannot say it
     */
    public static CompletableFuture<StackSetTemplate> export(StackSet stackSet, ExportOptions options) {
        return new Export(stackSet, options).run();
    }

    /**
     * Reads a file.
     *
     * @param file YAML or JSON, in UTF-8
     * @return the template
     * @throws InvalidInputException if it cannot be read, is not well-formed, or has not exactly one stack set
     */
    public static StackSetTemplate read(Path file) {
        TemplateSource.Inline content = (TemplateSource.Inline) TemplateSource.file(file);
        return parse(String.valueOf(file.getFileName()), content.body());
    }

    /**
     * Reads a text.
     *
     * @param text YAML or JSON
     * @return the template
     * @throws InvalidInputException if it is not well-formed or has not exactly one stack set
     */
    public static StackSetTemplate parse(String text) {
        return parse("template", text);
    }

    private static StackSetTemplate parse(String origin, String text) {
        return new StackSetTemplate(text, Resource.in(YamlValue.parse("template", origin, text)));
    }

    /**
     * The template.
     *
     * @return YAML as written here, or what was read as it was
     */
    public String text() {
        return text;
    }

    /**
     * The parameters of the template around the stack set that have no default. Secret values that were left out are here.
     *
     * @return their names
     */
    public Set<String> neededParameters() {
        return resource.references(Map.of()).needed();
    }

    /**
     * In what capacity the account acts, which belongs to {@code StackSets.builder().callAs(...)}.
     *
     * @return {@code SELF} or {@code DELEGATED_ADMIN}, or empty if the template does not say
     * @throws InvalidInputException if it is neither
     */
    public Optional<CallAs> callAs() {
        return reader(Map.of()).callAs();
    }

    /**
     * The stack set, if the template needs no values.
     *
     * @return its definition
     * @throws InvalidInputException as {@link #definition(Map)}
     */
    public StackSetDefinition definition() {
        return definition(Map.of());
    }

    /**
     * The stack set.
     *
     * @param parameters values of the template's own parameters, plain or secret; a plain value of a NoEcho parameter is made
     *     a secret
     * @return its definition
     * @throws InvalidInputException with line and column, if a value is missing or AWS would refuse one
     */
    public StackSetDefinition definition(Map<String, ? extends ParameterValue> parameters) {
        return reader(parameters).definition();
    }

    /**
     * Its instances, if the template needs no values for them.
     *
     * @return one deployment per {@code StackInstancesGroup}, in their order
     * @throws InvalidInputException as {@link #deployments(Map)}
     */
    public List<DeploymentSpec> deployments() {
        return deployments(Map.of());
    }

    /**
     * Its instances.
     *
     * @param parameters values of the template's own parameters
     * @return one deployment per {@code StackInstancesGroup}, in their order, each paced by the template's
     *     {@code OperationPreferences}, of whose Region order it has its own Regions
     * @throws InvalidInputException with line and column, if a value is missing or AWS would refuse one
     */
    public List<DeploymentSpec> deployments(Map<String, ? extends ParameterValue> parameters) {
        return reader(parameters).deployments();
    }

    private ResourceReader reader(Map<String, ? extends ParameterValue> parameters) {
        return new ResourceReader(resource.properties(), resource.references(parameters));
    }

    /** Leaves out everything the template says. */
    @Override
    public String toString() {
        return "stack set template (" + text.length() + " characters)";
    }
}
