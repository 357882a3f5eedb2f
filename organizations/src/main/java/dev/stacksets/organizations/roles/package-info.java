/** The two roles of self-managed stack sets, as templates made from parameters. */
@NullMarked
package dev.stacksets.organizations.roles;

import org.jspecify.annotations.NullMarked;
