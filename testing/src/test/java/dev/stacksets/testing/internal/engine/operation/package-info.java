/** Tests of what the engine keeps. */
@NullMarked
package dev.stacksets.testing.internal.engine.operation;

import org.jspecify.annotations.NullMarked;
