package dev.stacksets.operation;

/** What an operation does to its instances. API page {@code StackSetOperation}, field {@code Action}. */
public enum OperationAction {
    /** Creates stack instances. */
    CREATE,
    /** Updates the stack set, or instances of it. */
    UPDATE,
    /** Removes stack instances. */
    DELETE,
    /** Looks for drift. */
    DETECT_DRIFT,
    /** An action this version does not know. */
    UNKNOWN
}
