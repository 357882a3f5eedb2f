package dev.stacksets.samples.cli;

import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;

/** What the process tells its caller. */
final class ExitCodes {
    /** Every instance succeeded. */
    static final int SUCCEEDED = 0;

    /** An instance or an operation failed, or AWS refused. */
    static final int FAILED = 1;

    /** The input was refused; nothing was sent that changes anything. */
    static final int REFUSED = 2;

    private ExitCodes() {}

    /** Failures inside the tolerance are failures here: a script wants to know of them. */
    static int of(OperationResult result) {
        boolean succeeded = result.status() == OperationStatus.SUCCEEDED
                && result.failures().isEmpty();
        return succeeded ? SUCCEEDED : FAILED;
    }
}
