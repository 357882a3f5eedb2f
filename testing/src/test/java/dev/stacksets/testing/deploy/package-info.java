/** Real stacks behind simulated stack sets. */
@NullMarked
package dev.stacksets.testing.deploy;

import org.jspecify.annotations.NullMarked;
