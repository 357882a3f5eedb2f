/** Plans against what is possible, and against the ways they replace. */
@NullMarked
package dev.stacksets.benchmarks.planning;

import org.jspecify.annotations.NullMarked;
