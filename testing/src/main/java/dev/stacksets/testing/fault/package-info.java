/** What a test makes go wrong: calls that fail or lose their answer, accounts and Regions that fail or hang. */
@NullMarked
package dev.stacksets.testing.fault;

import org.jspecify.annotations.NullMarked;
