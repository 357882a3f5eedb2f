package dev.stacksets.definition;

import dev.stacksets.internal.HiddenImmutable;
import dev.stacksets.internal.validation.Check;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;
import software.amazon.awssdk.services.cloudformation.model.Capability;

/**
 * Everything that makes a stack set, before it exists: name, template, parameters, tags, capabilities, roles. Immutable.
 * Creating a stack set from it deploys nothing; it is the definition that later operations carry into accounts.
 *
 * <p>Rules are those of the API page {@code CreateStackSet}, checked when it is built.
 */
@Value.Immutable
@HiddenImmutable
public interface StackSetDefinition {

    /**
     * Starts an empty definition; {@code name} and {@code template} must be set.
     *
     * @return the builder
     */
    static Builder builder() {
        return ImmutableStackSetDefinition.builder();
    }

    /**
     * The stack set's name, unique in the administrator account and Region.
     *
     * @return 1 to 128 letters, digits and hyphens, a letter first
     */
    String name();

    /**
     * What the stack set is for.
     *
     * @return 1 to 1,024 characters, or empty
     */
    Optional<String> description();

    /**
     * The template to deploy.
     *
     * @return never {@link TemplateSource.Previous}
     */
    TemplateSource template();

    /**
     * Values of template parameters; a key left out takes the template's default.
     *
     * @return at most 200, none of them {@link ParameterValue.Previous}
     */
    Map<String, ParameterValue> parameters();

    /**
     * What the template is allowed to do beyond plain resources.
     *
     * @return the acknowledged capabilities
     */
    Set<Capability> capabilities();

    /**
     * Tags of the stack set, passed on to its stacks and to the resources that take tags.
     *
     * @return at most 50
     */
    Map<String, String> tags();

    /**
     * Who provides the roles that reach into target accounts.
     *
     * @return {@link PermissionModel#SELF_MANAGED} unless set
     */
    @Value.Default
    default PermissionModel permissionModel() {
        return PermissionModel.SELF_MANAGED;
    }

    /**
     * Whether it follows accounts that join or leave its organizational units. Service-managed only.
     *
     * @return empty counts as {@link AutoDeployment#disabled()}
     */
    Optional<AutoDeployment> autoDeployment();

    /**
     * The role CloudFormation takes in the administrator account. Self-managed only.
     *
     * @return its ARN, or empty for {@code AWSCloudFormationStackSetAdministrationRole}
     */
    Optional<String> administrationRoleArn();

    /**
     * The role CloudFormation takes in every target account. Self-managed only.
     *
     * @return its name, or empty for {@code AWSCloudFormationStackSetExecutionRole}
     */
    Optional<String> executionRoleName();

    /**
     * Whether AWS queues operations that collide, instead of refusing them. Off by default.
     *
     * @return true if managed execution is active
     */
    @Value.Default
    default boolean managedExecution() {
        return false;
    }

    /**
     * Makes the same creation, sent again by another process, the same stack set instead of a refusal.
     *
     * @return 1 to 128 letters, digits and hyphens; empty for one drawn for each call
     */
    Optional<String> clientRequestToken();

    /**
     * The same stack set with another template.
     *
     * @param template a text, a file or a URL
     * @return a copy
     * @throws InvalidInputException if it is the previous template
     */
    default StackSetDefinition withTemplate(TemplateSource template) {
        return ImmutableStackSetDefinition.copyOf(this).withTemplate(template);
    }

    /** Refuses what the service would refuse. */
    @Value.Check
    default void check() {
        Check.stackSetName(name());
        description().ifPresent(Check::description);
        Check.that(
                !(template() instanceof TemplateSource.Previous),
                "template",
                "A stack set that does not exist yet has no previous template: give a file, a text or a URL.");
        Check.parameterKeys(parameters().keySet());
        parameters()
                .forEach((key, value) -> Check.that(
                        !(value instanceof ParameterValue.Previous),
                        "parameters",
                        "Parameter '" + key + "' has no previous value: the stack set does not exist yet."));
        Check.tags(tags());
        administrationRoleArn().ifPresent(Check::administrationRoleArn);
        executionRoleName().ifPresent(Check::executionRoleName);
        clientRequestToken().ifPresent(token -> Check.idempotencyToken("clientRequestToken", token));
        Check.permissions(
                Optional.of(permissionModel()),
                autoDeployment().isPresent(),
                administrationRoleArn().isPresent() || executionRoleName().isPresent());
    }

    /** Builds a {@link StackSetDefinition}. Not thread-safe. */
    interface Builder {
        /**
         * Takes over what another definition says; what is set afterwards replaces it.
         *
         * @param definition another definition
         * @return this builder
         */
        Builder copyOf(StackSetDefinition definition);

        /**
         * Sets the name.
         *
         * @param name 1 to 128 letters, digits and hyphens, a letter first
         * @return this builder
         */
        Builder name(String name);

        /**
         * Says what the stack set is for.
         *
         * @param description 1 to 1,024 characters
         * @return this builder
         */
        Builder description(String description);

        /**
         * Sets the template.
         *
         * @param template a text, a file, a URL or that of a stack
         * @return this builder
         */
        Builder template(TemplateSource template);

        /**
         * Sets one parameter.
         *
         * @param key its name in the template, 1 to 255 characters
         * @param value a plain or secret value
         * @return this builder
         */
        Builder parameter(String key, ParameterValue value);

        /**
         * Sets one parameter to a text that may be shown.
         *
         * @param key its name in the template, 1 to 255 characters
         * @param value the text, at most 4,096 bytes
         * @return this builder
         * @throws InvalidInputException if the value is longer
         */
        default Builder parameter(String key, String value) {
            return parameter(key, ParameterValue.of(value));
        }

        /**
         * Adds parameters.
         *
         * @param parameters values by key
         * @return this builder
         */
        Builder putAllParameters(Map<String, ? extends ParameterValue> parameters);

        /**
         * Acknowledges one capability.
         *
         * @param capability what the template may do
         * @return this builder
         */
        Builder capability(Capability capability);

        /**
         * Replaces the acknowledged capabilities.
         *
         * @param capabilities what the template may do
         * @return this builder
         */
        Builder capabilities(Iterable<Capability> capabilities);

        /**
         * Replaces the acknowledged capabilities.
         *
         * @param capabilities what the template may do
         * @return this builder
         */
        default Builder capabilities(Capability... capabilities) {
            return capabilities(Arrays.asList(capabilities));
        }

        /**
         * Adds one tag.
         *
         * @param key 1 to 128 characters, not starting with {@code aws:}
         * @param value 1 to 256 characters
         * @return this builder
         */
        Builder tag(String key, String value);

        /**
         * Adds tags.
         *
         * @param tags values by key
         * @return this builder
         */
        Builder putAllTags(Map<String, ? extends String> tags);

        /**
         * Sets who provides the roles.
         *
         * @param model self-managed, the default, or service-managed
         * @return this builder
         */
        Builder permissionModel(PermissionModel model);

        /**
         * Lets AWS provide the roles: for targets in organizational units.
         *
         * @return this builder
         */
        default Builder serviceManaged() {
            return permissionModel(PermissionModel.SERVICE_MANAGED);
        }

        /**
         * Sets whether it follows accounts that join or leave its units. Service-managed only.
         *
         * @param autoDeployment for example {@code AutoDeployment.retainingStacks()}
         * @return this builder
         */
        Builder autoDeployment(AutoDeployment autoDeployment);

        /**
         * Names the role CloudFormation takes in the administrator account. Self-managed only.
         *
         * @param arn a role ARN of 20 to 2,048 characters
         * @return this builder
         */
        Builder administrationRoleArn(String arn);

        /**
         * Names the role CloudFormation takes in every target account. Self-managed only.
         *
         * @param name a role name (no ARN) of 1 to 64 characters
         * @return this builder
         */
        Builder executionRoleName(String name);

        /**
         * Lets AWS queue operations that collide.
         *
         * @param active true for managed execution; default false
         * @return this builder
         */
        Builder managedExecution(boolean active);

        /**
         * Makes the same creation, sent again by another process, the same stack set.
         *
         * @param token 1 to 128 letters, digits and hyphens, no hyphen first
         * @return this builder
         */
        Builder clientRequestToken(String token);

        /**
         * Checks and builds.
         *
         * @return the definition
         * @throws InvalidInputException if the service would refuse a value, or the name or the template is missing
         */
        StackSetDefinition build();
    }
}
