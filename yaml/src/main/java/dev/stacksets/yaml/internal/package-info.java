/** YAML and JSON with the place of everything that is written; not for use from outside. */
@NullMarked
package dev.stacksets.yaml.internal;

import org.jspecify.annotations.NullMarked;
