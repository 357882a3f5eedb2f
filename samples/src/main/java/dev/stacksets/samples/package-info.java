/** The entry of the runnable jar. */
@NullMarked
package dev.stacksets.samples;

import org.jspecify.annotations.NullMarked;
