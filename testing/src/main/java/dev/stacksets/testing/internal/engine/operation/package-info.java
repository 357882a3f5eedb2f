/** Operations in time: who runs, who waits, what a failure stops, and what each kind does to instances. */
@NullMarked
package dev.stacksets.testing.internal.engine.operation;

import org.jspecify.annotations.NullMarked;
