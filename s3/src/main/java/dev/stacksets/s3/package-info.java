/** A template store over an S3 bucket. */
@NullMarked
package dev.stacksets.s3;

import org.jspecify.annotations.NullMarked;
