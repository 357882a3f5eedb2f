/** One call through the simulated services, whatever door and protocol it came by: faults, limits, engine, journal. */
@NullMarked
package dev.stacksets.testing.internal.call;

import org.jspecify.annotations.NullMarked;
