/**
 * The way in: {@link dev.stacksets.StackSets} gives {@link dev.stacksets.StackSet}s, whose verbs give
 * {@link dev.stacksets.OperationHandle}s.
 */
@NullMarked
package dev.stacksets;

import org.jspecify.annotations.NullMarked;
