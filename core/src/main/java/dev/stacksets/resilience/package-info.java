/** How patiently the library asks AWS. */
@NullMarked
package dev.stacksets.resilience;

import org.jspecify.annotations.NullMarked;
