/** Tests of the store over a bucket in memory. */
@NullMarked
package dev.stacksets.s3;

import org.jspecify.annotations.NullMarked;
