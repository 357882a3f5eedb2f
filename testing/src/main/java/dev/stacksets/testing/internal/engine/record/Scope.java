package dev.stacksets.testing.internal.engine.record;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.DeploymentTargets;

/**
 * What an operation touches, for managed execution: two operations conflict when their pairs intersect, or when either
 * rewrites the definition. AWS does not document the rule.
 */
public record Scope(boolean wholeSet, Set<String> accounts, Set<String> regions, Optional<DeploymentTargets> named) {

    public static Scope definition() {
        return new Scope(true, Set.of(), Set.of(), Optional.empty());
    }

    public static Scope pairs(Collection<String> accounts, Collection<String> regions) {
        return new Scope(false, new HashSet<>(accounts), new HashSet<>(regions), Optional.empty());
    }

    /** The same, with the targets as the request had them, for reads to show. */
    public Scope naming(Optional<DeploymentTargets> targets) {
        return new Scope(wholeSet, accounts, regions, targets);
    }

    public boolean conflictsWith(Scope other) {
        return wholeSet
                || other.wholeSet
                || (!Collections.disjoint(accounts, other.accounts) && !Collections.disjoint(regions, other.regions));
    }
}
