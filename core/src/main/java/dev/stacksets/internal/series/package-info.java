/** What takes several operations, one after another. */
@NullMarked
package dev.stacksets.internal.series;

import org.jspecify.annotations.NullMarked;
