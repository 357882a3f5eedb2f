package dev.stacksets.error;

import dev.stacksets.plan.PlanProgress;
import org.jspecify.annotations.Nullable;

/**
 * A plan ended before its last step: one failed, was stopped, or could not be started or watched. What was done stays done.
 * After a failure or a stop plan again: the new plan has what is left. After anything that has to do with this process only,
 * such as closing, applying the same plan again goes on where it ended.
 */
public final class PlanHaltedException extends StackSetsException {
    private static final long serialVersionUID = 1L;

    private final transient PlanProgress progress;

    /**
     * Says what was done and what was not.
     *
     * @param message what, where, what next
     * @param progress of all steps
     * @param cause what a step could not be started or watched for
     */
    public PlanHaltedException(String message, PlanProgress progress, @Nullable Throwable cause) {
        super(message, null, cause);
        this.progress = progress;
    }

    /**
     * What was done and what was not.
     *
     * @return the state of each step
     */
    public PlanProgress progress() {
        return progress;
    }
}
