package dev.stacksets.samples.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Input twice as large makes at most 2.2 times the work, counted and not timed: nothing is quadratic. */
class ReadersWorkTest {
    private static final Class<?> COUNTED = counted();
    private static final int SIZE = 2_000;

    private static Class<?> counted() {
        try {
            return Class.forName(Reading.class.getName(), true, new CountingLoader());
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @ParameterizedTest
    @EnumSource
    void work_onInputTwiceAsLarge_isAtMostTwoPointTwoTimes(Reading reading) {
        long unused = work(reading, SIZE / 10);
        long once = work(reading, SIZE);
        long twice = work(reading, SIZE * 2);

        assertThat((double) twice / once)
                .as("%s: %d, then %d", reading, once, twice)
                .isLessThanOrEqualTo(2.2);
        assertThat(once).as("counted of %s", reading).isGreaterThan(SIZE / 4);
    }

    @SuppressWarnings("unchecked")
    private static long work(Reading reading, int size) {
        IntFunction<Runnable> counted = (IntFunction<Runnable>) Stream.of(COUNTED.getEnumConstants())
                .filter(constant -> constant.toString().equals(reading.name()))
                .findFirst()
                .orElseThrow();
        Runnable ready = counted.apply(size);
        Work.reset();
        ready.run();
        return Work.done();
    }

    /** What is counted is all there is: a list searched for each of its elements is seen. */
    @Test
    void work_thatIsQuadratic_isSeen() throws ReflectiveOperationException {
        Class<?> quadratic = Class.forName(Quadratic.class.getName(), true, new CountingLoader());
        @SuppressWarnings("unchecked")
        IntFunction<Runnable> counted =
                (IntFunction<Runnable>) quadratic.getDeclaredConstructor().newInstance();
        Runnable small = counted.apply(SIZE);
        Runnable large = counted.apply(SIZE * 2);
        Work.reset();
        small.run();
        long once = Work.done();
        large.run();

        assertThat(Work.done() - once).isGreaterThan(3 * once);
    }
}
