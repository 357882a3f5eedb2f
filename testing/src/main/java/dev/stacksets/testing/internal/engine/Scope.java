package dev.stacksets.testing.internal.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * What an operation touches, for managed execution: two operations conflict when their pairs intersect, or when either
 * rewrites the definition. AWS does not document the rule.
 */
record Scope(boolean wholeSet, Set<String> accounts, Set<String> regions) {

    static Scope definition() {
        return new Scope(true, Set.of(), Set.of());
    }

    static Scope pairs(Collection<String> accounts, Collection<String> regions) {
        return new Scope(false, new HashSet<>(accounts), new HashSet<>(regions));
    }

    boolean conflictsWith(Scope other) {
        return wholeSet
                || other.wholeSet
                || (!Collections.disjoint(accounts, other.accounts) && !Collections.disjoint(regions, other.regions));
    }
}
