/** The checks of the preflight, one class each. */
@NullMarked
package dev.stacksets.organizations.internal.checks;

import org.jspecify.annotations.NullMarked;
