/** What a deployment needs, as a report before anything changes. */
@NullMarked
package dev.stacksets.organizations.preflight;

import org.jspecify.annotations.NullMarked;
