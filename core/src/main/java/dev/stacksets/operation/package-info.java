/** What operations are asked for and what they report: specs, preferences, tokens, progress, results. Values only. */
@NullMarked
package dev.stacksets.operation;

import org.jspecify.annotations.NullMarked;
