/** What the fixtures share. */
@NullMarked
package dev.stacksets.testing.internal.peer;

import org.jspecify.annotations.NullMarked;
