/** What drift detection found, instance by instance and resource by resource. */
@NullMarked
package dev.stacksets.drift;

import org.jspecify.annotations.NullMarked;
