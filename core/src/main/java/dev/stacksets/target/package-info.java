/** Where a stack set goes: accounts, Regions, stack instances and their parameter overrides. */
@NullMarked
package dev.stacksets.target;

import org.jspecify.annotations.NullMarked;
