/** What people see: progress while an operation runs, tables when it has ended. */
@NullMarked
package dev.stacksets.samples.console;

import org.jspecify.annotations.NullMarked;
