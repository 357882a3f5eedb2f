/** Random operation mixes and a second, small model of what must come of them. */
@NullMarked
package dev.stacksets.testing.mix;

import org.jspecify.annotations.NullMarked;
