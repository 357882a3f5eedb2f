/** Texts fit to be shown to people. */
@NullMarked
package dev.stacksets.text;

import org.jspecify.annotations.NullMarked;
