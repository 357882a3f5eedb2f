package dev.stacksets.testing.internal.engine.operation;

import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.engine.base.Errors;
import dev.stacksets.testing.internal.engine.record.Definition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * AutoDeployment.DependsOn: which stack sets deploy automatically before which. A set depends on sets of its own
 * administrator and Region, never on itself, not through others either.
 */
public final class Dependencies {

    private static final int MOST_OF_A_SET = 10;
    private static final int MOST_OF_AN_ACCOUNT = 100;

    private final Directory directory;

    public Dependencies(Directory directory) {
        this.directory = directory;
    }

    /** Refuses a definition whose dependencies are too many, unknown or lead back to the set it is for. */
    public void requireSound(StackSetState stackSet, Definition next) {
        requireSound(stackSet.owner(), Optional.of(stackSet), next);
    }

    /** The same for a set that is being created, which nothing leads to. */
    public void requireSound(Caller owner, Definition definition) {
        requireSound(owner, Optional.empty(), definition);
    }

    private void requireSound(Caller owner, Optional<StackSetState> stackSet, Definition next) {
        if (next.dependsOn().isEmpty()) {
            return;
        }
        requireFew(owner, stackSet, next);
        for (String arn : next.dependsOn()) {
            StackSetState found = find(arn)
                    .filter(other ->
                            other.owner().equals(owner) && other.definition().isServiceManaged())
                    .orElseThrow(() -> Errors.validation("AutoDeployment.DependsOn names no service-managed stack set"
                            + " of this account and Region: " + Errors.shortened(arn)));
            stackSet.ifPresent(dependent -> requireNoWayBack(dependent, found));
        }
    }

    private void requireFew(Caller owner, Optional<StackSetState> stackSet, Definition next) {
        if (next.dependsOn().size() > MOST_OF_A_SET) {
            throw Errors.limitExceeded("A stack set depends on at most " + MOST_OF_A_SET + " others");
        }
        int others = directory.active().stream()
                .filter(other -> other.owner().account().equals(owner.account()))
                .filter(other -> stackSet.filter(other::equals).isEmpty())
                .mapToInt(other -> other.definition().dependsOn().size())
                .sum();
        if (others + next.dependsOn().size() > MOST_OF_AN_ACCOUNT) {
            throw Errors.limitExceeded("An account has at most " + MOST_OF_AN_ACCOUNT + " stack set dependencies");
        }
    }

    private void requireNoWayBack(StackSetState dependent, StackSetState dependency) {
        if (dependency.equals(dependent) || allOf(dependency).contains(dependent)) {
            throw Errors.validation("AutoDeployment.DependsOn makes a cycle: stack set " + dependency.name()
                    + " depends on stack set " + dependent.name() + " already");
        }
    }

    private Optional<StackSetState> find(String arn) {
        return directory.active().stream()
                .filter(stackSet -> stackSet.arn().equals(arn))
                .findFirst();
    }

    /** What a set depends on, directly or through others. */
    public Set<StackSetState> allOf(StackSetState stackSet) {
        Set<StackSetState> found = new LinkedHashSet<>();
        collect(stackSet, found);
        found.remove(stackSet);
        return found;
    }

    /** Each after everything it depends on. */
    public List<StackSetState> inOrder(Collection<StackSetState> stackSets) {
        Set<StackSetState> ordered = new LinkedHashSet<>();
        stackSets.forEach(stackSet -> collect(stackSet, ordered));
        ordered.retainAll(Set.copyOf(stackSets));
        return new ArrayList<>(ordered);
    }

    private void collect(StackSetState stackSet, Set<StackSetState> before) {
        if (!before.contains(stackSet)) {
            stackSet.definition().dependsOn().forEach(arn -> find(arn).ifPresent(other -> collect(other, before)));
            before.add(stackSet);
        }
    }

    /** A deleted set is nobody's dependency. */
    public void forget(StackSetState deleted) {
        directory.active().stream()
                .filter(stackSet -> stackSet.definition().dependsOn().contains(deleted.arn()))
                .forEach(stackSet ->
                        stackSet.redefine(stackSet.definition().independent(arn -> arn.equals(deleted.arn()))));
    }

    /** Without trusted access there are none. */
    public void forgetAll() {
        directory.active().stream()
                .filter(stackSet -> !stackSet.definition().dependsOn().isEmpty())
                .forEach(stackSet -> stackSet.redefine(stackSet.definition().independent(arn -> true)));
    }
}
