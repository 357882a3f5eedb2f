/** JUnit 5: a fresh simulator for every test. Needs {@code junit-jupiter-api}, which is an optional dependency. */
@NullMarked
package dev.stacksets.testing.junit;

import org.jspecify.annotations.NullMarked;
