/** Tests of the simulator through real SDK clients. */
@NullMarked
package dev.stacksets.testing;

import org.jspecify.annotations.NullMarked;
