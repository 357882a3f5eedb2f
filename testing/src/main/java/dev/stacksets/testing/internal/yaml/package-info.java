/** YAML and JSON texts as nodes that know their place. */
@NullMarked
package dev.stacksets.testing.internal.yaml;

import org.jspecify.annotations.NullMarked;
