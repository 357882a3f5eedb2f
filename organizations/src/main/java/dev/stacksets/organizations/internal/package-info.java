/** Reading and caching. */
@NullMarked
package dev.stacksets.organizations.internal;

import org.jspecify.annotations.NullMarked;
