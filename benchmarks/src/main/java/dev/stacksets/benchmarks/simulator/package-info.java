/** Goal 14: the simulator beside moto, and simulated time beside real time. */
@NullMarked
package dev.stacksets.benchmarks.simulator;

import org.jspecify.annotations.NullMarked;
