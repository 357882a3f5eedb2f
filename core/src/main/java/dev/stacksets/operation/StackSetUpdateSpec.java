package dev.stacksets.operation;

import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.internal.HiddenImmutable;
import dev.stacksets.internal.validation.Check;
import dev.stacksets.target.Targets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;
import software.amazon.awssdk.services.cloudformation.model.Capability;

/**
 * A request to change a stack set and bring its instances along. Immutable. API page {@code UpdateStackSet}.
 *
 * <p>Know before you send it: the new definition stays even if the operation fails. A parameter left out goes back to the
 * template's default, so name the ones to keep with {@link Builder#usePreviousValue(String)}. Capabilities and a custom
 * administration role must be given again. Tags left out stay, {@link Builder#tags(Map)} replaces all of them.
 */
@Value.Immutable
@HiddenImmutable
public interface StackSetUpdateSpec extends OperationSpec {

    /**
     * Starts a request that keeps the template.
     *
     * @return the builder
     */
    static Builder builder() {
        return ImmutableStackSetUpdateSpec.builder();
    }

    /**
     * The template from now on.
     *
     * @return {@link TemplateSource#previous()} unless set
     */
    @Value.Default
    default TemplateSource template() {
        return TemplateSource.previous();
    }

    /**
     * The parameters from now on. With the previous template and no parameters named, AWS changes none.
     *
     * @return values by key
     */
    Map<String, ParameterValue> parameters();

    /**
     * What the template is allowed to do.
     *
     * @return the acknowledged capabilities
     */
    Set<Capability> capabilities();

    /**
     * The tags from now on.
     *
     * @return all tags; an empty map removes all; empty leaves them as they are
     */
    Optional<Map<String, String>> tags();

    /**
     * The description from now on.
     *
     * @return 1 to 1,024 characters; empty leaves it
     */
    Optional<String> description();

    /**
     * Who provides the roles from now on. AWS takes a change only while there are no instances.
     *
     * @return empty leaves it
     */
    Optional<PermissionModel> permissionModel();

    /**
     * Whether it follows accounts that join or leave its units, from now on. Not together with targets.
     *
     * @return empty leaves it
     */
    Optional<AutoDeployment> autoDeployment();

    /**
     * The role CloudFormation takes in the administrator account. Must be given again if it is a custom one.
     *
     * @return its ARN
     */
    Optional<String> administrationRoleArn();

    /**
     * The role CloudFormation takes in target accounts.
     *
     * @return its name; empty keeps the one there is
     */
    Optional<String> executionRoleName();

    /**
     * Turns managed execution on or off. AWS takes that only alone, without a change of template or parameters.
     *
     * @return empty leaves it
     */
    Optional<Boolean> managedExecution();

    /**
     * The accounts to bring along.
     *
     * @return empty for all instances; the others become outdated
     */
    Optional<Targets> targets();

    /**
     * The Regions to bring along.
     *
     * @return empty for all instances
     */
    Set<String> regions();

    /**
     * The same change with another template.
     *
     * @param template a text, a file, a URL, or the previous one
     * @return a copy
     * @throws InvalidInputException if AWS takes no change of template together with the rest
     */
    default StackSetUpdateSpec withTemplate(TemplateSource template) {
        return ImmutableStackSetUpdateSpec.copyOf(this).withTemplate(template);
    }

    /** Refuses what the service would refuse. */
    @Override
    @Value.Check
    default void check() {
        OperationSpec.super.check();
        Check.that(
                !(template() instanceof TemplateSource.OfStack),
                "template",
                "Only a new stack set takes the template of a stack: give a file, a text, a URL or the previous one.");
        Check.parameterKeys(parameters().keySet());
        tags().ifPresent(Check::tags);
        description().ifPresent(Check::description);
        administrationRoleArn().ifPresent(Check::administrationRoleArn);
        executionRoleName().ifPresent(Check::executionRoleName);
        Check.that(
                targets().isPresent() != regions().isEmpty(),
                "targets",
                "An update names accounts and Regions together, or neither of them for all instances.");
        regions().forEach(Check::region);
        if (!regions().isEmpty()) {
            preferences().checkRegionOrder(regions());
        }
        Check.that(
                managedExecution().isEmpty()
                        || (template() instanceof TemplateSource.Previous
                                && parameters().isEmpty()),
                "managedExecution",
                "AWS takes a change of managed execution only alone: send template or parameters in another update.");
        Check.that(
                autoDeployment().isEmpty() || targets().isEmpty(),
                "autoDeployment",
                "AWS takes a change of automatic deployment only without targets: it is the whole stack set's.");
        Check.permissions(
                permissionModel(),
                autoDeployment().isPresent(),
                administrationRoleArn().isPresent() || executionRoleName().isPresent());
        targets().ifPresent(Targets::checkForOneOperation);
    }

    /** Builds a {@link StackSetUpdateSpec}; accounts and Regions are named together or not at all. Not thread-safe. */
    interface Builder extends TargetedSpec.Settings<Builder> {
        /**
         * Takes over what another request says; what is set afterwards replaces it.
         *
         * @param update another request
         * @return this builder
         */
        Builder copyOf(StackSetUpdateSpec update);

        /**
         * Sets the template.
         *
         * @param template a text, a file, a URL, or the previous one
         * @return this builder
         */
        Builder template(TemplateSource template);

        /**
         * Sets one parameter.
         *
         * @param key its name in the template
         * @param value a plain, secret or previous value
         * @return this builder
         */
        Builder parameter(String key, ParameterValue value);

        /**
         * Sets one parameter to a text that may be shown.
         *
         * @param key its name in the template
         * @param value the text, at most 4,096 bytes
         * @return this builder
         * @throws InvalidInputException if the value is longer
         */
        default Builder parameter(String key, String value) {
            return parameter(key, ParameterValue.of(value));
        }

        /**
         * Keeps the value the stack set has for this parameter. The only safe way to keep a NoEcho one.
         *
         * @param key its name in the template
         * @return this builder
         */
        default Builder usePreviousValue(String key) {
            return parameter(key, ParameterValue.previous());
        }

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
            return capabilities(List.of(capabilities));
        }

        /**
         * Replaces all tags.
         *
         * @param tags at most 50; an empty map removes all
         * @return this builder
         */
        Builder tags(Map<String, String> tags);

        /**
         * Removes all tags.
         *
         * @return this builder
         */
        default Builder removeTags() {
            return tags(Map.of());
        }

        /**
         * Sets the description.
         *
         * @param description 1 to 1,024 characters
         * @return this builder
         */
        Builder description(String description);

        /**
         * Changes who provides the roles; AWS takes that only while there are no instances.
         *
         * @param model self-managed or service-managed
         * @return this builder
         */
        Builder permissionModel(PermissionModel model);

        /**
         * Changes whether it follows accounts that join or leave its units. Not together with targets.
         *
         * @param autoDeployment for example {@code AutoDeployment.disabled()}
         * @return this builder
         */
        Builder autoDeployment(AutoDeployment autoDeployment);

        /**
         * Names the role CloudFormation takes in the administrator account.
         *
         * @param arn a role ARN of 20 to 2,048 characters
         * @return this builder
         */
        Builder administrationRoleArn(String arn);

        /**
         * Names the role CloudFormation takes in every target account.
         *
         * @param name a role name (no ARN) of 1 to 64 characters
         * @return this builder
         */
        Builder executionRoleName(String name);

        /**
         * Turns managed execution on or off; nothing else may change in the same update.
         *
         * @param active true for on
         * @return this builder
         */
        Builder managedExecution(boolean active);

        /**
         * Checks and builds.
         *
         * @return the request
         * @throws InvalidInputException if AWS would refuse a value or combination
         */
        StackSetUpdateSpec build();
    }
}
