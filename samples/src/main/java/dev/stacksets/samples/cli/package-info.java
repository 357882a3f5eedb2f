/** The command line: one class per command, options they share, and what a failure says. */
@NullMarked
package dev.stacksets.samples.cli;

import org.jspecify.annotations.NullMarked;
