package dev.stacksets.definition;

import dev.stacksets.internal.HiddenImmutable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** A stack set as AWS describes it now. Immutable. API page {@code StackSet}. */
@Value.Immutable
@HiddenImmutable
public interface StackSetDescription {

    /**
     * Starts an empty description, for fakes in tests.
     *
     * @return the builder
     */
    static Builder builder() {
        return ImmutableStackSetDescription.builder();
    }

    /**
     * Its name.
     *
     * @return the name
     */
    String name();

    /**
     * Its id; a recreated stack set of the same name has another one.
     *
     * @return {@code NAME:UUID}
     */
    String id();

    /**
     * Its ARN.
     *
     * @return the ARN, or empty where the endpoint does not say
     */
    Optional<String> arn();

    /**
     * Whether it exists.
     *
     * @return the status
     */
    StackSetStatus status();

    /**
     * What it is for.
     *
     * @return the description
     */
    Optional<String> description();

    /**
     * The template it deploys.
     *
     * @return the body, or empty where the endpoint does not say
     */
    @Value.Redacted
    Optional<String> templateBody();

    /**
     * Parameter values by key. NoEcho values read {@code ****}; sending that back would store the stars.
     *
     * @return the values as AWS shows them
     */
    Map<String, String> parameters();

    /**
     * What AWS took for parameters whose values name SSM parameters, by key.
     *
     * @return those that AWS says; shown in no text
     */
    Map<String, ResolvedValue> resolvedParameters();

    /**
     * The acknowledged capabilities, as AWS words them.
     *
     * @return the capabilities
     */
    Set<String> capabilities();

    /**
     * Its tags.
     *
     * @return values by key
     */
    Map<String, String> tags();

    /**
     * The role CloudFormation takes in the administrator account.
     *
     * @return the ARN
     */
    Optional<String> administrationRoleArn();

    /**
     * The role CloudFormation takes in target accounts.
     *
     * @return the name
     */
    Optional<String> executionRoleName();

    /**
     * Who provides the roles that reach into target accounts.
     *
     * @return the permission model
     */
    PermissionModel permissionModel();

    /**
     * Whether it follows accounts that join or leave its units.
     *
     * @return empty when self-managed
     */
    Optional<AutoDeployment> autoDeployment();

    /**
     * The units it is deployed to.
     *
     * @return ids of organizational units or roots; empty when self-managed
     */
    Set<String> organizationalUnits();

    /**
     * Whether AWS queues colliding operations.
     *
     * @return true if managed execution is active
     */
    boolean managedExecution();

    /**
     * Regions that have stack instances now, in no particular order.
     *
     * @return the Regions
     */
    Set<String> regions();

    /**
     * What the last drift detection that ended found.
     *
     * @return empty if AWS does not say
     */
    Optional<DriftSummary> drift();

    /** Builds a {@link StackSetDescription}; not thread-safe. */
    interface Builder {
        /**
         * Takes over what another description says; what is set afterwards replaces it.
         *
         * @param description another description
         * @return this builder
         */
        Builder copyOf(StackSetDescription description);

        /**
         * Sets the name.
         *
         * @param name the name
         * @return this builder
         */
        Builder name(String name);

        /**
         * Sets the id.
         *
         * @param id {@code NAME:UUID}
         * @return this builder
         */
        Builder id(String id);

        /**
         * Sets the ARN.
         *
         * @param arn the ARN
         * @return this builder
         */
        Builder arn(Optional<String> arn);

        /**
         * Sets the status.
         *
         * @param status the status
         * @return this builder
         */
        Builder status(StackSetStatus status);

        /**
         * Sets the description.
         *
         * @param description the description
         * @return this builder
         */
        Builder description(Optional<String> description);

        /**
         * Sets the template.
         *
         * @param body the body
         * @return this builder
         */
        Builder templateBody(Optional<String> body);

        /**
         * Sets the parameters.
         *
         * @param parameters values by key
         * @return this builder
         */
        Builder parameters(Map<String, ? extends String> parameters);

        /**
         * Sets what was taken for SSM parameters.
         *
         * @param values by key
         * @return this builder
         */
        Builder resolvedParameters(Map<String, ? extends ResolvedValue> values);

        /**
         * Sets the capabilities.
         *
         * @param capabilities as AWS words them
         * @return this builder
         */
        Builder capabilities(Iterable<String> capabilities);

        /**
         * Sets the capabilities.
         *
         * @param capabilities as AWS words them
         * @return this builder
         */
        default Builder capabilities(String... capabilities) {
            return capabilities(List.of(capabilities));
        }

        /**
         * Sets the tags.
         *
         * @param tags values by key
         * @return this builder
         */
        Builder tags(Map<String, ? extends String> tags);

        /**
         * Sets the administration role.
         *
         * @param arn its ARN
         * @return this builder
         */
        Builder administrationRoleArn(Optional<String> arn);

        /**
         * Sets the execution role.
         *
         * @param name its name
         * @return this builder
         */
        Builder executionRoleName(Optional<String> name);

        /**
         * Sets who provides the roles.
         *
         * @param model the permission model
         * @return this builder
         */
        Builder permissionModel(PermissionModel model);

        /**
         * Sets whether it follows accounts.
         *
         * @param autoDeployment automatic deployment
         * @return this builder
         */
        Builder autoDeployment(Optional<? extends AutoDeployment> autoDeployment);

        /**
         * Sets the units.
         *
         * @param units ids
         * @return this builder
         */
        Builder organizationalUnits(Iterable<String> units);

        /**
         * Sets the units.
         *
         * @param units ids
         * @return this builder
         */
        default Builder organizationalUnits(String... units) {
            return organizationalUnits(List.of(units));
        }

        /**
         * Sets managed execution.
         *
         * @param active whether AWS queues colliding operations
         * @return this builder
         */
        Builder managedExecution(boolean active);

        /**
         * Sets the Regions.
         *
         * @param regions Regions with instances
         * @return this builder
         */
        Builder regions(Iterable<String> regions);

        /**
         * Sets the Regions.
         *
         * @param regions Regions with instances
         * @return this builder
         */
        default Builder regions(String... regions) {
            return regions(List.of(regions));
        }

        /**
         * Sets what drift detection found.
         *
         * @param drift the summary
         * @return this builder
         */
        Builder drift(Optional<? extends DriftSummary> drift);

        /**
         * Builds.
         *
         * @return the description
         */
        StackSetDescription build();
    }
}
