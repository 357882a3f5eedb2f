/** Local checks with the service's own rules. */
@NullMarked
package dev.stacksets.internal.validation;

import org.jspecify.annotations.NullMarked;
