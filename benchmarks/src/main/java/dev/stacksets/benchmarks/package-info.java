/** The scorecard: what we reach beside what others reach, measured in one run. */
@NullMarked
package dev.stacksets.benchmarks;

import org.jspecify.annotations.NullMarked;
