package dev.stacksets.benchmarks.throttling;

import dev.stacksets.spi.TimeSource;
import dev.stacksets.testing.VirtualTime;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time as a process sees it that is held up, as by a long collection of garbage or by others on its machine: what it
 * planned happens later.
 *
 * @param time everybody else's
 * @param scheduler the process's timer
 */
record HeldUpTime(VirtualTime time, ScheduledExecutorService scheduler) implements TimeSource {

    /** How late each thing is on average, for half of every minute, in seconds. */
    private static final double LATE = 0.35;

    /** Held up once: what was planned for that while happens at its end. */
    static HeldUpTime once(VirtualTime time, double from, double until) {
        long stops = time.nanoTime() + (long) (1e9 * from);
        long goesOn = time.nanoTime() + (long) (1e9 * until);
        return of(time, at -> at < stops || at >= goesOn ? at : goesOn);
    }

    /** On a crowded machine: every other half minute each thing waits, mostly a third of a second, now and then a second or two. */
    static HeldUpTime crowded(VirtualTime time, Random random) {
        long began = time.nanoTime();
        return of(
                time,
                at -> TimeUnit.NANOSECONDS.toSeconds(at - began) / 30 % 2 == 0
                        ? at
                        : at + (long) (-1e9 * LATE * Math.log(1 - random.nextDouble())));
    }

    /** What is planned for a moment happens at that moment of the other clock. */
    private static HeldUpTime of(VirtualTime time, LongUnaryOperator happens) {
        ScheduledExecutorService timer = (ScheduledExecutorService) Proxy.newProxyInstance(
                HeldUpTime.class.getClassLoader(),
                new Class<?>[] {ScheduledExecutorService.class},
                (proxy, method, arguments) -> method.invoke(
                        time.scheduler(),
                        method.getName().equals("schedule") ? later(arguments, time.nanoTime(), happens) : arguments));
        return new HeldUpTime(time, timer);
    }

    private static Object[] later(Object[] schedule, long now, LongUnaryOperator happens) {
        long at = now + ((TimeUnit) schedule[2]).toNanos((long) schedule[1]);
        return new Object[] {schedule[0], Math.max(0, happens.applyAsLong(at) - now), TimeUnit.NANOSECONDS};
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public RandomGenerator random() {
        return time.random();
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> newFuture() {
        return time.newFuture();
    }
}
