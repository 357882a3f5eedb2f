/** AWS Query in, XML out, for any shape of the SDK. */
@NullMarked
package dev.stacksets.testing.internal.protocol;

import org.jspecify.annotations.NullMarked;
