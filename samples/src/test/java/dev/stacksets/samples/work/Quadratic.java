package dev.stacksets.samples.work;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Looks for each element in the whole list. */
public final class Quadratic implements IntFunction<Runnable> {
    public Quadratic() {}

    @Override
    public Runnable apply(int size) {
        List<Integer> numbers = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        return () -> numbers.stream().filter(numbers::contains).forEach(number -> {});
    }
}
