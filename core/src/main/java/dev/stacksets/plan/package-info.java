/** What should be true of a stack set everywhere, and the plan that makes it so. Values only; applying is a verb of the root. */
@NullMarked
package dev.stacksets.plan;

import org.jspecify.annotations.NullMarked;
