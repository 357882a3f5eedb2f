/** What the whole engine stands on: settings, quotas, ids, the event log, errors in AWS's words. */
@NullMarked
package dev.stacksets.testing.internal.engine.base;

import org.jspecify.annotations.NullMarked;
