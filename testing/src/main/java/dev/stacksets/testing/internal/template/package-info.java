/** Reads CloudFormation templates as far as StackSets looks into them. */
@NullMarked
package dev.stacksets.testing.internal.template;

import org.jspecify.annotations.NullMarked;
