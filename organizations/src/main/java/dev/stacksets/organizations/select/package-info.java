/** Which accounts and Regions are meant, said the way people think of them. */
@NullMarked
package dev.stacksets.organizations.select;

import org.jspecify.annotations.NullMarked;
