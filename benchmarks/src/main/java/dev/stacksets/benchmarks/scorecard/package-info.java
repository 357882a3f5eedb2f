/** What a goal is, and how what it measured is shown. */
@NullMarked
package dev.stacksets.benchmarks.scorecard;

import org.jspecify.annotations.NullMarked;
