/** The services about accounts, Organizations and Account Management: what their SDKs ask, over one organization. */
@NullMarked
package dev.stacksets.testing.internal.accounts;

import org.jspecify.annotations.NullMarked;
