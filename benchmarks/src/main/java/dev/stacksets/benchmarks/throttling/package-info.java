/** Goals 1 to 5: calls through an API that takes so many a second. */
@NullMarked
package dev.stacksets.benchmarks.throttling;

import org.jspecify.annotations.NullMarked;
