/** The actions of the API: what a request may say, and what the answer shows. */
@NullMarked
package dev.stacksets.testing.internal.engine.action;

import org.jspecify.annotations.NullMarked;
