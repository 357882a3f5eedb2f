/** What goes wrong, typed: AWS refusals, lost answers, failed operations, ended tracking. */
@NullMarked
package dev.stacksets.error;

import org.jspecify.annotations.NullMarked;
