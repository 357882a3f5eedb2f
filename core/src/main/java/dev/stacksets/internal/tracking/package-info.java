/** Starting operations so that none is lost, and watching them to their end. */
@NullMarked
package dev.stacksets.internal.tracking;

import org.jspecify.annotations.NullMarked;
