/** The quickstart: a guided tour of a stack set's life, one class per step. Made to be copied from. */
@NullMarked
package dev.stacksets.samples.quickstart;

import org.jspecify.annotations.NullMarked;
