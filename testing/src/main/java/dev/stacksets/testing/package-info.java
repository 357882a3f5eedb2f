/** The simulator of the StackSets service and the virtual time that drives it. */
@NullMarked
package dev.stacksets.testing;

import org.jspecify.annotations.NullMarked;
