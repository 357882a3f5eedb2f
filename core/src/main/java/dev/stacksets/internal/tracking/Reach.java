package dev.stacksets.internal.tracking;

import dev.stacksets.target.AccountList;
import dev.stacksets.target.InstanceBlock;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.Targets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Which instances an operation is for, as far as its request says. */
sealed interface Reach {

    /** How many, if the request says so. */
    default OptionalInt instances() {
        return OptionalInt.empty();
    }

    /** Whether an instance may be one of them. */
    default boolean covers(InstanceId instance) {
        return true;
    }

    /** Whether units and accounts that AWS recorded of an operation may be this request's. */
    default boolean agreesWith(Targets recorded) {
        return true;
    }

    /** Whatever AWS finds: every instance when it looks for drift, or what a file of stacks says. */
    record Unsaid() implements Reach {}

    /**
     * The instances that named stacks become.
     *
     * @param named all of them
     */
    record Stacks(Set<InstanceId> named) implements Reach {
        @Override
        public OptionalInt instances() {
            return OptionalInt.of(named.size());
        }

        @Override
        public boolean covers(InstanceId instance) {
            return named.contains(instance);
        }
    }

    /**
     * Exactly these instances, whatever the request leaves open.
     *
     * @param said what the request says
     * @param regions the Regions of each account
     */
    record Exactly(Reach said, Map<String, Set<String>> regions) implements Reach {
        static Exactly of(Reach said, List<InstanceBlock> blocks) {
            Map<String, Set<String>> regions = new HashMap<>();
            blocks.forEach(block -> block.accounts()
                    .forEach(account -> regions.computeIfAbsent(account, any -> new HashSet<>())
                            .addAll(block.regions())));
            return new Exactly(said, regions);
        }

        @Override
        public OptionalInt instances() {
            return OptionalInt.of(regions.values().stream().mapToInt(Set::size).sum());
        }

        @Override
        public boolean covers(InstanceId instance) {
            return regions.getOrDefault(instance.account(), Set.of()).contains(instance.region());
        }

        @Override
        public boolean agreesWith(Targets recorded) {
            return said.agreesWith(recorded);
        }
    }

    /**
     * Every account in every Region.
     *
     * @param targets the accounts; empty for every instance there is
     * @param regions the Regions; empty for every instance there is
     */
    record Rectangle(Optional<Targets> targets, Set<String> regions) implements Reach {
        @Override
        public OptionalInt instances() {
            return accounts()
                    .map(named -> OptionalInt.of(named.size() * regions.size()))
                    .orElse(OptionalInt.empty());
        }

        @Override
        public boolean covers(InstanceId instance) {
            return (regions.isEmpty() || regions.contains(instance.region()))
                    && accounts()
                            .map(named -> named.contains(instance.account()))
                            .orElse(true);
        }

        @Override
        public boolean agreesWith(Targets recorded) {
            return targets.map(ours ->
                            ours instanceof AccountList.AccountsUrl file ? Targets.deployedAccounts(file) : ours)
                    .filter(recorded::equals)
                    .isPresent();
        }

        private Optional<Set<String>> accounts() {
            return targets.filter(AccountList.Accounts.class::isInstance)
                    .map(named -> ((AccountList.Accounts) named).accounts());
        }
    }
}
