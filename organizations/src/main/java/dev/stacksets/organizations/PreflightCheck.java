package dev.stacksets.organizations;

import dev.stacksets.organizations.preflight.PreflightFinding;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Looks for one kind of trouble before a deployment. Changes nothing, does not block, and is thread-safe.
 *
 * <p>The library's own are listed in {@code internal.checks.Checks}; {@code Preflight.Builder.check} adds others.
 */
public interface PreflightCheck {

    /**
     * What it looks at, as reports say it.
     *
     * @return a few words, for example {@code suspended accounts}
     */
    String name();

    /**
     * Whether there is anything to look at.
     *
     * @param context what is to be deployed
     * @return false if it is about the other permission model, for example
     */
    default boolean applies(PreflightContext context) {
        return true;
    }

    /**
     * Looks.
     *
     * @param context what is to be deployed, and what was read about it
     * @return what it found; nothing becomes an OK line. A failure, whatever it is, becomes a line that it could not be
     *     checked
     */
    CompletableFuture<List<PreflightFinding>> look(PreflightContext context);
}
