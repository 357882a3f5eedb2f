package dev.stacksets.benchmarks.throttling;

import dev.stacksets.spi.TimeSource;
import dev.stacksets.testing.VirtualTime;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time as a process sees it that is held up once, as by a long collection of garbage: what it planned for that
 * while happens at its end.
 *
 * @param time everybody else's
 * @param from when it stops, in nanoseconds of that time
 * @param until when it goes on
 * @param scheduler the process's timer
 */
record HeldUpTime(VirtualTime time, long from, long until, ScheduledExecutorService scheduler) implements TimeSource {

    static HeldUpTime of(VirtualTime time, double from, double until) {
        long stops = time.nanoTime() + (long) (1e9 * from);
        long goesOn = time.nanoTime() + (long) (1e9 * until);
        ScheduledExecutorService timer = (ScheduledExecutorService) Proxy.newProxyInstance(
                HeldUpTime.class.getClassLoader(),
                new Class<?>[] {ScheduledExecutorService.class},
                (proxy, method, arguments) -> method.invoke(
                        time.scheduler(),
                        method.getName().equals("schedule") ? later(arguments, time, stops, goesOn) : arguments));
        return new HeldUpTime(time, stops, goesOn, timer);
    }

    private static Object[] later(Object[] schedule, VirtualTime time, long from, long until) {
        long now = time.nanoTime();
        long at = now + ((TimeUnit) schedule[2]).toNanos((long) schedule[1]);
        return at < from || at >= until
                ? schedule
                : new Object[] {schedule[0], Math.max(0, until - now), TimeUnit.NANOSECONDS};
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
