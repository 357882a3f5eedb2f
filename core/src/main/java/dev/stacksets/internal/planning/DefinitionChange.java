package dev.stacksets.internal.planning;

import dev.stacksets.operation.StackSetUpdateSpec;
import java.util.List;
import java.util.Optional;

/**
 * What it takes to make a definition what it should be.
 *
 * @param unknown what cannot be told, in sentences
 * @param update the request without targets; empty if nothing changes but managed execution
 * @param rollsOut whether instances have to follow
 * @param wholeOnly whether AWS takes it for the stack set as a whole only
 * @param managedExecution what managed execution becomes
 * @param changedParameters parameters whose values change in the stack set
 * @param newParameters parameters that instances do not have yet, so that they cannot be overridden before the update
 */
record DefinitionChange(
        List<String> unknown,
        Optional<StackSetUpdateSpec> update,
        boolean rollsOut,
        boolean wholeOnly,
        Optional<Boolean> managedExecution,
        List<String> changedParameters,
        List<String> newParameters) {

    /** Whether anything differs. */
    boolean isAny() {
        return update.isPresent() || managedExecution.isPresent();
    }

    static DefinitionChange none() {
        return new DefinitionChange(List.of(), Optional.empty(), false, false, Optional.empty(), List.of(), List.of());
    }
}
