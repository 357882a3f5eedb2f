/** An organization as it was read: units, accounts, Regions. */
@NullMarked
package dev.stacksets.organizations.tree;

import org.jspecify.annotations.NullMarked;
