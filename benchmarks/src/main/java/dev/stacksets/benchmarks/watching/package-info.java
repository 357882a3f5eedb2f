/** Goals 6 to 8, 11 and 12, and the soak: what watching and listing cost. */
@NullMarked
package dev.stacksets.benchmarks.watching;

import org.jspecify.annotations.NullMarked;
