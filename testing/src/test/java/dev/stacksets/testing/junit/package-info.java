@NullMarked
package dev.stacksets.testing.junit;

import org.jspecify.annotations.NullMarked;
