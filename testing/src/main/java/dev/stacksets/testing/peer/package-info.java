/**
 * Other servers that speak StackSets, as fixtures of tests, and a probe that tells what a server can do. The containers
 * need Testcontainers, which is an optional dependency; all need an asynchronous HTTP client of the AWS SDK on the class
 * path, as {@code stacksets-core} brings it.
 */
@NullMarked
package dev.stacksets.testing.peer;

import org.jspecify.annotations.NullMarked;
