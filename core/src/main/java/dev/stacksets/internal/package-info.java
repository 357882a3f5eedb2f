/** Shared by the internal rooms; not for use from outside. */
@NullMarked
package dev.stacksets.internal;

import org.jspecify.annotations.NullMarked;
