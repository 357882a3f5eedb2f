package dev.stacksets.testing.internal.transport;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Whether calls get through, told by looking from time to time; neither looking nor telling waits for anything. */
public final class Health {

    /** What is still the same after so many looks is stuck. */
    static final int LOOKS = 10;

    /** One thing that should go on. Written by one thread, read by many. */
    private static final class Pulse {

        private final LongSupplier turn;
        private long seen;
        private volatile int looks;

        private Pulse(LongSupplier turn) {
            this.turn = turn;
        }

        private void look() {
            long now = turn.getAsLong();
            looks = now != 0 && now == seen ? looks + 1 : 0;
            seen = now;
        }
    }

    private final List<Pulse> pulses;

    /**
     * Health that hangs on some things.
     *
     * @param turns each tells the number of what it is at, another one for whatever comes next, 0 when it is at nothing
     */
    public Health(LongSupplier... turns) {
        pulses = Stream.of(turns).map(Pulse::new).toList();
    }

    void look() {
        pulses.forEach(Pulse::look);
    }

    boolean isStuck() {
        return pulses.stream().anyMatch(pulse -> pulse.looks >= LOOKS);
    }
}
