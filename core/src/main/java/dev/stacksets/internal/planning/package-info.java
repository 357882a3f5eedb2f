/** From sets of stack instances to the operations that cover them. */
@NullMarked
package dev.stacksets.internal.planning;

import org.jspecify.annotations.NullMarked;
