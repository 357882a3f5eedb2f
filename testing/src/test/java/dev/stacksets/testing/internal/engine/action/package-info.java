/** Tests of the table of actions. */
@NullMarked
package dev.stacksets.testing.internal.engine.action;

import org.jspecify.annotations.NullMarked;
