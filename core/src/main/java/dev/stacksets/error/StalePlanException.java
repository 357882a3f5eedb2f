package dev.stacksets.error;

import java.util.List;

/** The stack set is not as it was when the plan was made: somebody else changed it. Nothing further is begun; plan again. */
public final class StalePlanException extends StackSetsException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> moved;

    /**
     * Says what moved.
     *
     * @param message what, where, what next
     * @param moved what is not as it was, in words
     */
    public StalePlanException(String message, List<String> moved) {
        super(message, null, null);
        this.moved = List.copyOf(moved);
    }

    /**
     * What is not as it was.
     *
     * @return for example {@code operation 40e8 (UPDATE, SUCCEEDED) is not this plan's}
     */
    public List<String> moved() {
        return moved;
    }
}
