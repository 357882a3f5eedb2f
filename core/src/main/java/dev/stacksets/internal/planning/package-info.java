/** From what is wanted and what is there to the operations between: the pure part of plans. */
@NullMarked
package dev.stacksets.internal.planning;

import org.jspecify.annotations.NullMarked;
