/** The module on the simulator's organization, through the real SDK. */
@NullMarked
package dev.stacksets.organizations;

import org.jspecify.annotations.NullMarked;
