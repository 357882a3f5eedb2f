/** The tree of accounts and units behind the public organization. */
@NullMarked
package dev.stacksets.testing.internal.organization;

import org.jspecify.annotations.NullMarked;
