@NullMarked
package dev.stacksets.benchmarks.planning;

import org.jspecify.annotations.NullMarked;
