package dev.stacksets.plan;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.internal.HiddenImmutable;
import dev.stacksets.internal.validation.Check;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.operation.RetrySpec;
import dev.stacksets.target.AccountList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.immutables.value.Value;

/**
 * What should be true of one stack set everywhere: its definition, and where it should be deployed with which parameter
 * overrides. Immutable. Nothing is said of how it is now; a {@link Plan} holds it against that.
 *
 * <pre>{@code
 * DesiredStackSet desired = DesiredStackSet.builder()
 *         .definition("baseline", d -> d.template(TemplateSource.file(Path.of("baseline.yaml"))))
 *         .group("prod", g -> g.accounts(prod).regions("eu-west-1", "us-east-1").overrides(o -> o.set("Level", "high")))
 *         .group("dev", g -> g.accounts(dev).regions("eu-west-1"))
 *         .preferences(p -> p.maxConcurrentPercentage(25).failureTolerancePercentage(10))
 *         .build();
 * }</pre>
 *
 * <p>Instances that exist although no group names them are left alone unless {@link Builder#pruneDeletingStacks()} or
 * {@link Builder#pruneRetainingStacks()} says otherwise. The definition is meant as a whole: tags and parameters it does not
 * name go back to none and to the template's default. A description, roles and automatic deployment it does not name stay as
 * they are, for AWS takes no request to remove them.
 */
@Value.Immutable
@HiddenImmutable
public interface DesiredStackSet {
    /** How many Regions one stack set can be planned for; AWS has about half as many. */
    int MOST_REGIONS = 64;

    /**
     * Starts with nothing; the definition must be set.
     *
     * @return the builder
     */
    static Builder builder() {
        return ImmutableDesiredStackSet.builder();
    }

    /**
     * What the stack set should be.
     *
     * @return its template is a text or an address
     */
    StackSetDefinition definition();

    /**
     * Where it should be deployed.
     *
     * @return the groups in the order they were added
     */
    List<TargetGroup> groups();

    /**
     * How AWS paces each operation.
     *
     * @return the preferences; AWS's defaults, one account at a time, unless set
     */
    @Value.Default
    default OperationPreferences preferences() {
        return OperationPreferences.defaults();
    }

    /**
     * How instances are tried again that an operation left undone, before the next operation.
     *
     * @return empty for not at all
     */
    Optional<RetrySpec> retry();

    /**
     * What becomes of the stacks of instances that no group names.
     *
     * @return empty if such instances are left alone
     */
    Optional<InstanceRemovalSpec.Stacks> prune();

    /**
     * What it means that groups overlap with different overrides. With the same overrides they may always overlap.
     *
     * @return {@link Overlap#REFUSED} unless set
     */
    @Value.Default
    default Overlap overlap() {
        return Overlap.REFUSED;
    }

    /**
     * What to do about values that AWS does not show.
     *
     * @return {@link UnknownValues#KEEP} unless set
     */
    @Value.Default
    default UnknownValues unknownValues() {
        return UnknownValues.KEEP;
    }

    /** Refuses what cannot be planned. */
    @Value.Check
    default void check() {
        Set<String> names = new HashSet<>();
        groups().forEach(group ->
                Check.that(names.add(group.name()), "groups", "Two target groups are called '" + group.name() + "'."));
        Set<String> regions =
                groups().stream().flatMap(group -> group.regions().stream()).collect(Collectors.toSet());
        Check.that(
                regions.size() <= MOST_REGIONS,
                "regions",
                regions.size() + " Regions are named; a plan has at most " + MOST_REGIONS + ".");
        preferences().checkRegionOrder(regions);
        checkTemplate();
        if (definition().permissionModel() == PermissionModel.SERVICE_MANAGED) {
            groups().forEach(group -> Check.that(
                    !(group.targets() instanceof AccountList),
                    "targets",
                    "Group '" + group.name()
                            + "' names accounts, but a service-managed stack set is deployed to units: "
                            + "Targets.organizationalUnits(unit).intersection(accounts)."));
        }
    }

    private void checkTemplate() {
        Check.that(
                !(definition().template() instanceof TemplateSource.OfStack),
                "template",
                "A plan needs the template itself, or its address, not the stack that has it.");
        Check.that(
                !(definition().template() instanceof TemplateSource.Url address
                        && address.url().contains("?")),
                "template",
                "A presigned address would be written into the plan, and end before it: give the template itself.");
    }

    /** Builds a {@link DesiredStackSet}. Not thread-safe. */
    interface Builder extends OperationPreferences.Settings<Builder> {
        /**
         * Sets what the stack set should be.
         *
         * @param definition with a template that is a text or an address without a query
         * @return this builder
         */
        Builder definition(StackSetDefinition definition);

        /**
         * Sets what the stack set should be.
         *
         * @param name its name
         * @param definition fills in a builder
         * @return this builder
         * @throws InvalidInputException if the service would refuse a value
         */
        default Builder definition(String name, Consumer<StackSetDefinition.Builder> definition) {
            StackSetDefinition.Builder builder = StackSetDefinition.builder().name(name);
            definition.accept(builder);
            return definition(builder.build());
        }

        /**
         * Adds where it should be deployed.
         *
         * @param group accounts and Regions
         * @return this builder
         */
        Builder group(TargetGroup group);

        /**
         * Adds where it should be deployed.
         *
         * @param name what the group is called in plans
         * @param group fills in a builder
         * @return this builder
         * @throws InvalidInputException if something is missing or cannot be planned
         */
        default Builder group(String name, Consumer<TargetGroup.Builder> group) {
            TargetGroup.Builder builder = TargetGroup.builder().name(name);
            group.accept(builder);
            return group(builder.build());
        }

        /**
         * Tries instances again that an operation left undone, before the next operation.
         *
         * @param retry which, how often and how paced
         * @return this builder
         */
        Builder retry(RetrySpec retry);

        /**
         * Tries instances again that an operation left undone, before the next operation.
         *
         * @param retry fills in a builder
         * @return this builder
         * @throws InvalidInputException if a bound does not hold
         */
        default Builder retry(Consumer<RetrySpec.Builder> retry) {
            RetrySpec.Builder builder = RetrySpec.builder();
            retry.accept(builder);
            return retry(builder.build());
        }

        /**
         * Removes instances that no group names.
         *
         * @param stacks what becomes of their stacks
         * @return this builder
         */
        Builder prune(InstanceRemovalSpec.Stacks stacks);

        /**
         * Removes instances that no group names, with their stacks and everything in them.
         *
         * @return this builder
         */
        default Builder pruneDeletingStacks() {
            return prune(InstanceRemovalSpec.Stacks.DELETE);
        }

        /**
         * Lets the stack set forget instances that no group names; their stacks stay.
         *
         * @return this builder
         */
        default Builder pruneRetainingStacks() {
            return prune(InstanceRemovalSpec.Stacks.RETAIN);
        }

        /**
         * Sets what it means that groups overlap with different overrides.
         *
         * @param overlap refused, or the last group wins
         * @return this builder
         */
        Builder overlap(Overlap overlap);

        /**
         * Sets what to do about values that AWS does not show.
         *
         * @param values keep, or send
         * @return this builder
         */
        Builder unknownValues(UnknownValues values);

        /**
         * Checks and builds.
         *
         * @return what should be true
         * @throws InvalidInputException if the definition is missing, or something cannot be planned
         */
        DesiredStackSet build();
    }
}
