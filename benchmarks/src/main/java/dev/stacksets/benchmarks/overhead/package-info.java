/** Goal 10: what the library adds to a call. */
@NullMarked
package dev.stacksets.benchmarks.overhead;

import org.jspecify.annotations.NullMarked;
