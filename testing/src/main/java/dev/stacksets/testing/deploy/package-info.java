/** What stands behind a simulated stack set: nothing but records, or real stacks elsewhere. */
@NullMarked
package dev.stacksets.testing.deploy;

import org.jspecify.annotations.NullMarked;
