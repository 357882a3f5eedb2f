/** Tests of the codec and the doors. */
@NullMarked
package dev.stacksets.testing.internal.transport;

import org.jspecify.annotations.NullMarked;
