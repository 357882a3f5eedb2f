/** What each error means and whether to try again. */
@NullMarked
package dev.stacksets.internal.resilience;

import org.jspecify.annotations.NullMarked;
