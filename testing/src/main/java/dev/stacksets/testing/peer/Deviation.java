package dev.stacksets.testing.peer;

/** How a server was seen to differ from AWS where it matters to those who call it. */
public enum Deviation {
    /** An operation has ended when the call that starts it is answered; nobody ever sees it run. */
    COMPLETES_AT_ONCE("operations have ended when their start is answered"),
    /** The operation does not get the {@code OperationId} of the request. */
    IGNORES_OPERATION_ID("the OperationId of a request is ignored"),
    /** An {@code OperationId} that was used before starts another operation. */
    REPEATS_OPERATION_ID("a used OperationId starts another operation"),
    /** ListStackSetOperationResults does not name the instances of an ended operation. */
    RESULTS_EMPTY("ListStackSetOperationResults stays empty"),
    /** ListStackInstances does not name an instance that was made. */
    INSTANCES_EMPTY("ListStackInstances stays empty"),
    /** An operation nobody started is not refused with OperationNotFoundException. */
    UNKNOWN_OPERATION_UNTYPED("an unknown operation is not an OperationNotFoundException"),
    /** A stack set is found by its name and not by its id. */
    FOUND_BY_NAME_ONLY("a stack set is not found by its id"),
    /** Two stack sets may have one name. */
    NAMES_NOT_UNIQUE("a name can be taken twice"),
    /** A template that makes IAM resources is taken without a capability. */
    CAPABILITIES_NOT_ASKED("capabilities are not asked for"),
    /** A stack set with instances can be deleted. */
    DELETES_NOT_EMPTY("a stack set with instances can be deleted"),
    /** A deleted stack set is not described by its id. */
    FORGETS_DELETED("a deleted stack set is forgotten"),
    /** StopStackSetOperation is accepted for an operation that has ended. */
    STOPS_WHAT_ENDED("an ended operation can be stopped");

    private final String text;

    Deviation(String text) {
        this.text = text;
    }

    /**
     * In words.
     *
     * @return half a sentence
     */
    public String text() {
        return text;
    }
}
