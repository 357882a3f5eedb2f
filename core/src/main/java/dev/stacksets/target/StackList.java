package dev.stacksets.target;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.validation.Check;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Stacks that exist already, named here or in a file that AWS reads. API page {@code ImportStacksToStackSet}. */
public sealed interface StackList permits StackList.Stacks, StackList.StacksUrl {

    /**
     * Names stacks one by one.
     *
     * @param ids stack ids, which are ARNs; 1 to 10, no two in one account and Region; doubles count once
     * @return the stacks
     * @throws InvalidInputException if one is no stack id, or there are none or too many
     */
    static Stacks stacks(Collection<String> ids) {
        return new Stacks(new LinkedHashSet<>(ids));
    }

    /**
     * Names a file of stack ids that AWS reads.
     *
     * @param url a file in S3 with at most 200 stack ids
     * @return the stacks
     * @throws InvalidInputException if it begins with neither s3:// nor https://, or has more than 5,120 characters
     */
    static StacksUrl stacksUrl(String url) {
        return new StacksUrl(url);
    }

    /**
     * Stacks named one by one.
     *
     * @param ids their ids, in the order given
     */
    record Stacks(Set<String> ids) implements StackList {
        /**
         * Checks the ids.
         *
         * @param ids 1 to 10 stack ids
         * @throws InvalidInputException if one is no stack id, there are none or too many, or two are in one account and
         *     Region, where a stack set has only one instance
         */
        public Stacks {
            Check.stackIds(ids);
            ids = Collections.unmodifiableSet(new LinkedHashSet<>(ids));
            Check.that(
                    instances(ids).size() == ids.size(),
                    "stacks",
                    "Two of the stacks are in one account and Region, where a stack set has only one instance.");
        }

        /**
         * What they become.
         *
         * @return one instance for each, as its id says
         */
        public Set<InstanceId> instances() {
            return instances(ids);
        }

        private static Set<InstanceId> instances(Set<String> ids) {
            return ids.stream().map(Stacks::instance).collect(Collectors.toCollection(LinkedHashSet::new));
        }

        private static InstanceId instance(String id) {
            String[] arn = id.split(":", -1);
            return new InstanceId(arn[4], arn[3]);
        }
    }

    /**
     * Stacks named in a file.
     *
     * @param url where AWS reads it
     */
    record StacksUrl(String url) implements StackList {
        /**
         * Checks the address.
         *
         * @param url where AWS reads it
         * @throws InvalidInputException if it begins with neither s3:// nor https://, or has more than 5,120 characters
         */
        public StacksUrl {
            Check.stackIdsUrl(url);
        }

        /** Leaves out the query, which in a presigned address is a credential. */
        @Override
        public String toString() {
            return "stacks at " + url.split("\\?", 2)[0];
        }
    }
}
