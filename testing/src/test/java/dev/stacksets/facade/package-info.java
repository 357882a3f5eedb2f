/** The facade on the simulator, through the real SDK, on virtual time. */
@NullMarked
package dev.stacksets.facade;

import org.jspecify.annotations.NullMarked;
