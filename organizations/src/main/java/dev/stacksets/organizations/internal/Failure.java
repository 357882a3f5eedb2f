package dev.stacksets.organizations.internal;

import dev.stacksets.error.ServiceException;
import java.util.concurrent.CompletionException;

/** What a future failed with. */
public final class Failure {
    private Failure() {}

    /** Without what futures wrap around it. */
    public static Throwable of(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Whether AWS refused with this code. */
    public static boolean hasCode(Throwable thrown, String code) {
        return of(thrown) instanceof ServiceException refusal
                && refusal.errorCode().equals(code);
    }
}
