/** The doors: HTTP clients of the SDK that never leave the process. */
@NullMarked
package dev.stacksets.testing.internal.transport;

import org.jspecify.annotations.NullMarked;
