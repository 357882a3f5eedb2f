/** The door without HTTP: SDK clients whose calls go straight to the services. */
@NullMarked
package dev.stacksets.testing.internal.direct;

import org.jspecify.annotations.NullMarked;
