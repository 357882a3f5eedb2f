/** Plans as JSON, as words and as a web page. */
@NullMarked
package dev.stacksets.internal.document;

import org.jspecify.annotations.NullMarked;
