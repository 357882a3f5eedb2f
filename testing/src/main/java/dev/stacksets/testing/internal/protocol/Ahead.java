package dev.stacksets.testing.internal.protocol;

import java.util.function.Supplier;

/** Work that is done before the engine's lock is taken, for what comes of it to be asked for under the lock. */
public final class Ahead {

    private Ahead() {}

    /**
     * Does some work at once.
     *
     * @param work may refuse
     * @param <T> what comes of it
     * @return gives what came of it, or throws the refusal
     */
    public static <T> Supplier<T> of(Supplier<T> work) {
        try {
            T result = work.get();
            return () -> result;
        } catch (AwsError refusal) {
            return () -> {
                throw refusal;
            };
        }
    }
}
