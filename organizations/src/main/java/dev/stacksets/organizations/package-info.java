/** AWS Organizations for stack sets: the directory of accounts, the preflight, and what has to be there before. */
@NullMarked
package dev.stacksets.organizations;

import org.jspecify.annotations.NullMarked;
