/** Which stack sets an account should have, and which it has. */
@NullMarked
package dev.stacksets.organizations.onboarding;

import org.jspecify.annotations.NullMarked;
