/** Tests of templates, written, exported from the simulator and read. */
@NullMarked
package dev.stacksets.yaml;

import org.jspecify.annotations.NullMarked;
