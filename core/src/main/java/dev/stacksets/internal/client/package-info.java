/** Values to SDK requests, SDK responses to values, calls and paging between them. */
@NullMarked
package dev.stacksets.internal.client;

import org.jspecify.annotations.NullMarked;
