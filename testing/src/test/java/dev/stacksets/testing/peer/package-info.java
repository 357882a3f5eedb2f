/** Fixtures over other servers. */
@NullMarked
package dev.stacksets.testing.peer;

import org.jspecify.annotations.NullMarked;
