package dev.stacksets.testing.internal.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.testing.internal.fault.Limits.Payer;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Anybody may call himself by any account and Region: a throttle does not keep a bucket for each for ever. */
class LimitBucketsTest {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong nanos = new AtomicLong();
    private final Limits limits = new Limits(nanos::get);
    private final Limit limit = limits.add((service, action) -> true, 1_000, 2);

    private boolean admits(int region) {
        return limits.admit("ListStackSets", new Payer("cloudformation", "111122223333", "region-" + region));
    }

    @Test
    void buckets_ofAHundredThousandPayers_areForgottenOnceTheyAreFull() {
        for (int region = 0; region < 100_000; region++) {
            nanos.addAndGet(SECOND / 1_000);
            assertThat(admits(region)).isTrue();
        }

        assertThat(limit.buckets()).isLessThan(20_001);
    }

    @Test
    void bucket_thatIsNotFull_isKept() {
        assertThat(admits(0)).isTrue();
        assertThat(admits(0)).isTrue();
        for (int region = 1; region < 50_000; region++) {
            assertThat(admits(region)).isTrue();
        }

        assertThat(admits(0)).isFalse();
        nanos.addAndGet(SECOND);
        assertThat(admits(0)).isTrue();
        assertThat(admits(0)).isFalse();
    }
}
