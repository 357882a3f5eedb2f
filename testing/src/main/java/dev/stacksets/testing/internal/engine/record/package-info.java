/** What the service remembers of instances, definitions and stacks, now and a while ago. */
@NullMarked
package dev.stacksets.testing.internal.engine.record;

import org.jspecify.annotations.NullMarked;
