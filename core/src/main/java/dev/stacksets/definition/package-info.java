/** What a stack set is: its template, parameters, tags, capabilities and roles, as values. */
@NullMarked
package dev.stacksets.definition;

import org.jspecify.annotations.NullMarked;
