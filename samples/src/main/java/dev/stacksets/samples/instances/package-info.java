/** Sets of accounts and Regions, cut into pieces one operation can name. */
@NullMarked
package dev.stacksets.samples.instances;

import org.jspecify.annotations.NullMarked;
