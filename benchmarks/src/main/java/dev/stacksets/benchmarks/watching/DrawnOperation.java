package dev.stacksets.benchmarks.watching;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.DoubleStream;

/**
 * An operation as it may be: 1 to 2,000 accounts (small numbers as likely as large ones) in 1 to 10 Regions, 5 to 100 % of
 * them at a time, Regions in turn or, three times in ten, in parallel; an instance takes 30 to 120 s, give or take 30 %.
 * Those of less than 20 s or more than three hours are left out. What the same stack set did before took as long, give or
 * take 20 %.
 */
final class DrawnOperation {
    private static final double SHORTEST = 20;
    private static final double LONGEST = 3 * 3_600;
    private static final double QUEUED = 5;
    private static final double PAST_SPREAD = Math.sqrt(Math.log(1 + 0.2 * 0.2));
    private static final int PAST = 6;

    private final int accounts;
    private final int regions;
    private final double[] begins;
    private final double[] ends;
    private final List<Duration> past;

    private DrawnOperation(int accounts, int regions, double[] begins, double[] ends, List<Duration> past) {
        this.accounts = accounts;
        this.regions = regions;
        this.begins = begins;
        this.ends = ends;
        this.past = past;
    }

    /** One account in one Region, for so long. */
    static DrawnOperation of(double seconds) {
        return new DrawnOperation(1, 1, new double[] {0}, new double[] {seconds}, List.of());
    }

    static List<DrawnOperation> draw(int count, Random random) {
        List<DrawnOperation> drawn = new ArrayList<>(count);
        while (drawn.size() < count) {
            DrawnOperation next = draw(random);
            if (next.seconds() >= SHORTEST && next.seconds() <= LONGEST) {
                drawn.add(next);
            }
        }
        return drawn;
    }

    static DrawnOperation draw(Random random) {
        int accounts = (int) Math.exp(random.nextDouble() * Math.log(2_000));
        int regions = 1 + random.nextInt(10);
        int atOnce = (int) Math.max(1, Math.min(100, accounts * Math.exp(Math.log(0.05) * random.nextDouble())));
        double usual = 30 + 90 * random.nextDouble();
        boolean parallel = random.nextDouble() < 0.3;
        double[] begins = new double[accounts * regions];
        double[] ends = new double[begins.length];
        double regionBegins = QUEUED;
        for (int region = 0; region < regions; region++) {
            double last = region(begins, ends, region * accounts, accounts, atOnce, regionBegins, usual, random);
            regionBegins = parallel ? QUEUED : last;
        }
        Arrays.sort(begins);
        Arrays.sort(ends);
        return new DrawnOperation(accounts, regions, begins, ends, past(ends[ends.length - 1], random));
    }

    /** Gives when the last of its accounts ends. */
    private static double region(
            double[] begins,
            double[] ends,
            int first,
            int accounts,
            int atOnce,
            double from,
            double usual,
            Random random) {
        PriorityQueue<Double> free = new PriorityQueue<>();
        DoubleStream.generate(() -> from).limit(atOnce).forEach(free::add);
        double last = from;
        for (int i = first; i < first + accounts; i++) {
            begins[i] = free.remove();
            ends[i] = begins[i] + Math.max(3, usual * (1 + 0.3 * random.nextGaussian()));
            free.add(ends[i]);
            last = Math.max(last, ends[i]);
        }
        return last;
    }

    /** The stack set has its own middle, which nobody knows; this operation and the earlier ones lie around it. */
    private static List<Duration> past(double seconds, Random random) {
        double middle = seconds * Math.exp(-PAST_SPREAD * random.nextGaussian());
        return DoubleStream.generate(() -> middle * Math.exp(PAST_SPREAD * random.nextGaussian()))
                .limit(PAST)
                .mapToObj(took -> Duration.ofMillis((long) (1e3 * took)))
                .toList();
    }

    double seconds() {
        return ends[ends.length - 1];
    }

    int accounts() {
        return accounts;
    }

    int regions() {
        return regions;
    }

    List<Duration> past() {
        return past;
    }

    int ended(double seconds) {
        return upTo(ends, seconds);
    }

    int begun(double seconds) {
        return upTo(begins, seconds);
    }

    private static int upTo(double[] sorted, double seconds) {
        int found = Arrays.binarySearch(sorted, seconds);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
