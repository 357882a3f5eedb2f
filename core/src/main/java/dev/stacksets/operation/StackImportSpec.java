package dev.stacksets.operation;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.HiddenImmutable;
import dev.stacksets.internal.validation.Check;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.StackList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.immutables.value.Value;

/**
 * A request to take existing stacks into a stack set: each becomes the instance of its account and Region, its stack
 * untouched. A stack must have the stack set's template and belong to no other stack set; parameter values that differ
 * from the stack set's stay, as overrides. Immutable. API page {@code ImportStacksToStackSet}, user guide "Import stacks
 * into StackSets".
 *
 * <p>A stack that cannot be imported leaves an instance that is {@code INOPERABLE}: mend the cause and import it again, or
 * remove the instance with {@code retainStacks()}.
 */
@Value.Immutable
@HiddenImmutable
public interface StackImportSpec extends OperationSpec {

    /**
     * Starts an empty request; the stacks must be set.
     *
     * @return the builder
     */
    static Builder builder() {
        return ImmutableStackImportSpec.builder();
    }

    /**
     * The stacks.
     *
     * @return ids, or where a file of them is
     */
    StackList stacks();

    /**
     * The units through which a service-managed stack set is deployed to the stacks' accounts from now on.
     *
     * @return ids of organizational units or roots; empty when self-managed
     */
    Set<String> organizationalUnits();

    /** Refuses what the service would refuse. */
    @Override
    @Value.Check
    default void check() {
        OperationSpec.super.check();
        organizationalUnits().forEach(Check::organizationalUnit);
        if (stacks() instanceof StackList.Stacks named) {
            preferences()
                    .checkRegionOrder(
                            named.instances().stream().map(InstanceId::region).toList());
        }
    }

    /** Builds a {@link StackImportSpec}. Not thread-safe. */
    interface Builder extends OperationSpec.Settings<Builder> {
        /**
         * Names the stacks.
         *
         * @param stacks ids, or where a file of them is
         * @return this builder
         */
        Builder stacks(StackList stacks);

        /**
         * Names the stacks one by one.
         *
         * @param ids stack ids, which are ARNs; 1 to 10, no two in one account and Region
         * @return this builder
         * @throws InvalidInputException if one is no stack id, or there are none or too many
         */
        default Builder stacks(Collection<String> ids) {
            return stacks(StackList.stacks(ids));
        }

        /**
         * Names the stacks one by one.
         *
         * @param ids stack ids, which are ARNs; 1 to 10, no two in one account and Region
         * @return this builder
         * @throws InvalidInputException if one is no stack id, or there are none or too many
         */
        default Builder stacks(String... ids) {
            return stacks(Arrays.asList(ids));
        }

        /**
         * Names a file of stack ids that AWS reads.
         *
         * @param url a file in S3 with at most 200 stack ids
         * @return this builder
         * @throws InvalidInputException if it begins with neither s3:// nor https://, or has more than 5,120 characters
         */
        default Builder stacksFrom(String url) {
            return stacks(StackList.stacksUrl(url));
        }

        /**
         * Names the units of the stacks' accounts. Needed for, and only for, service-managed stack sets.
         *
         * @param units ids of organizational units or roots
         * @return this builder
         */
        Builder organizationalUnits(Iterable<String> units);

        /**
         * Names the units of the stacks' accounts. Needed for, and only for, service-managed stack sets.
         *
         * @param units ids of organizational units or roots
         * @return this builder
         */
        default Builder organizationalUnits(String... units) {
            List<String> all = Arrays.asList(units);
            return organizationalUnits(all);
        }

        /**
         * Checks and builds.
         *
         * @return the request
         * @throws InvalidInputException if AWS would refuse a value, or the stacks are missing
         */
        StackImportSpec build();
    }
}
