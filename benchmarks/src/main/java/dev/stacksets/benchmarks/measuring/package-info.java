/** The instruments: a clock, rounds of several sides, processes, a bare HTTP connection. */
@NullMarked
package dev.stacksets.benchmarks.measuring;

import org.jspecify.annotations.NullMarked;
