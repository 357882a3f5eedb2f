package dev.stacksets.plan;

import dev.stacksets.definition.StackSetDescription;
import java.util.Optional;

/**
 * How the stack set was when a plan was made. A plan is applied only while that still holds.
 *
 * @param stackSet its definition; empty if there was no stack set
 * @param lastOperation the id of the last operation that may have changed something; empty if there was none
 * @param follows another plan that may have been applied, wholly or in part, since then: that which this one rolls back
 */
public record Baseline(
        Optional<StackSetDescription> stackSet, Optional<String> lastOperation, Optional<FollowedPlan> follows) {}
