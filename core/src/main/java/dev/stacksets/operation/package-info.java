/** x */
@NullMarked
package dev.stacksets.operation;

import org.jspecify.annotations.NullMarked;
