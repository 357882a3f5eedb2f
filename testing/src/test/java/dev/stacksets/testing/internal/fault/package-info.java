/** Tests of limits. */
@NullMarked
package dev.stacksets.testing.internal.fault;

import org.jspecify.annotations.NullMarked;
