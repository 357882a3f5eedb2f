/** Tests of the organization behind service-managed stack sets. */
@NullMarked
package dev.stacksets.testing.organization;

import org.jspecify.annotations.NullMarked;
