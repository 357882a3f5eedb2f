package dev.stacksets.internal;

import dev.stacksets.operation.OperationToken;
import org.jspecify.annotations.Nullable;

/** Where a caller's future comes from. */
public interface Origin {

    /** Where its callbacks run. */
    Callbacks callbacks();

    /** Whose callbacks run one at a time and in order with it; null if it comes by itself. */
    @Nullable
    Object owner();

    /** The operation it is about, if it is about one. */
    @Nullable
    OperationToken token();
}
