/** Sets of stack instances as few blocks: the mathematics of plans. */
@NullMarked
package dev.stacksets.internal.covering;

import org.jspecify.annotations.NullMarked;
