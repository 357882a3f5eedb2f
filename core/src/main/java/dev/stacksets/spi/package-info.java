/** What a user may implement to change how the library meets the outside world. */
@NullMarked
package dev.stacksets.spi;

import org.jspecify.annotations.NullMarked;
