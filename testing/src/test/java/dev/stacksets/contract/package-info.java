/** One contract of the facade, held against every server that speaks StackSets. */
@NullMarked
package dev.stacksets.contract;

import org.jspecify.annotations.NullMarked;
