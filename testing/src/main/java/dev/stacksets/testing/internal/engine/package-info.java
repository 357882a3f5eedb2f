/** The service itself: typed on the SDK's model, one lock, no I/O, no wall clock. */
@NullMarked
package dev.stacksets.testing.internal.engine;

import org.jspecify.annotations.NullMarked;
