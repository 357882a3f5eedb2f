package dev.stacksets.testing.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HealthTest {

    private final AtomicLong first = new AtomicLong();
    private final AtomicLong second = new AtomicLong();
    private final Health health = new Health(first::get, second::get);

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            health.look();
        }
    }

    @Test
    void isStuck_whenTheSameIsSeenTenTimesAfterTheFirst() {
        second.set(7);

        look(Health.LOOKS);
        assertThat(health.isStuck()).isFalse();
        look(1);
        assertThat(health.isStuck()).isTrue();
    }

    @Test
    void isStuck_whenThereIsNothingToDo_isFalse() {
        look(100);

        assertThat(health.isStuck()).isFalse();
    }

    @Test
    void isStuck_whenEachLookSeesAnother_isFalse() {
        for (int i = 1; i < 100; i++) {
            first.set(i);
            health.look();
        }

        assertThat(health.isStuck()).isFalse();
    }

    @Test
    void isStuck_onceItGoesOn_isFalse() {
        first.set(7);
        look(Health.LOOKS + 1);

        first.set(8);
        look(1);

        assertThat(health.isStuck()).isFalse();
    }
}
