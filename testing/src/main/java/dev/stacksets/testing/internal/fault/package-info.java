/** The planted faults as the engine and the doors look them up. */
@NullMarked
package dev.stacksets.testing.internal.fault;

import org.jspecify.annotations.NullMarked;
