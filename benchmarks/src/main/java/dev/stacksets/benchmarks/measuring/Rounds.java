package dev.stacksets.benchmarks.measuring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Several sides measured in turn, again and again, so that what else the machine does disturbs all of them alike. */
public final class Rounds {

    /** Something that can be measured more than once. */
    @FunctionalInterface
    public interface Side {

        /**
         * Measures it once.
         *
         * @return its figure
         * @throws IOException when a process or a connection fails
         * @throws InterruptedException when told to stop
         */
        double measure() throws IOException, InterruptedException;
    }

    /** A single call that is measured in blocks of many. */
    @FunctionalInterface
    public interface Work {

        /**
         * Does it.
         *
         * @throws IOException when a connection fails
         */
        void run() throws IOException;
    }

    private Rounds() {}

    /**
     * A side that makes calls, one after the other.
     *
     * @param calls in each block
     * @param work one call
     * @return calls per second
     */
    public static Side perSecond(int calls, Work work) {
        return () -> {
            Stopwatch watch = Stopwatch.start();
            for (int i = 0; i < calls; i++) {
                work.run();
            }
            return calls / watch.seconds();
        };
    }

    /**
     * Measures every side once per round, after a third as many that do not count.
     *
     * @param rounds 3 or more, to have any before them
     * @param sides in the order of each round
     * @return for each side its figures
     * @throws IOException when a process or a connection fails
     * @throws InterruptedException when told to stop
     */
    public static List<Figures> inTurn(int rounds, List<Side> sides) throws IOException, InterruptedException {
        List<List<Double>> measured = sides.stream()
                .map(side -> (List<Double>) new ArrayList<Double>())
                .toList();
        for (int round = -rounds / 3; round < rounds; round++) {
            for (int i = 0; i < sides.size(); i++) {
                double figure = sides.get(i).measure();
                if (round >= 0) {
                    measured.get(i).add(figure);
                }
            }
        }
        return measured.stream().map(Figures::new).toList();
    }
}
