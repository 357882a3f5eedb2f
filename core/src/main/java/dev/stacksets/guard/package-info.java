/** What plans may not do, whoever asks. */
@NullMarked
package dev.stacksets.guard;

import org.jspecify.annotations.NullMarked;
