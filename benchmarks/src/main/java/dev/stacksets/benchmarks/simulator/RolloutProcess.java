package dev.stacksets.benchmarks.simulator;

import dev.stacksets.benchmarks.measuring.Stopwatch;
import dev.stacksets.testing.StackSetsSimulator;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperation;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;

/** Simulates one operation over 100,000 instances and tells what that took: the program {@link LongRollout} starts. */
final class RolloutProcess {

    private static final String STACK_SET = "base";
    private static final double MEBI = 1024.0 * 1024;

    /** The service works on 100 instances of a stack set at once: 1,000 times 10.3 to 11.3 s make 3 hours. */
    private static final StackSetOperationPreferences THREE_HOURS = StackSetOperationPreferences.builder()
            .maxConcurrentCount(100)
            .failureToleranceCount(99)
            .build();

    private RolloutProcess() {}

    /**
     * What it took.
     *
     * @param wallSeconds real time, from the request to the end of the operation
     * @param cpuSeconds of which the thread had a processor
     * @param virtualSeconds how long the operation took
     * @param peakMebibytes the heap's peak, garbage included
     * @param liveMebibytes the heap at the end, without garbage
     */
    record Result(
            double wallSeconds, double cpuSeconds, double virtualSeconds, double peakMebibytes, double liveMebibytes) {

        static Result parse(String line) {
            List<Double> values =
                    Stream.of(line.split(" ")).map(Double::valueOf).toList();
            return new Result(values.get(0), values.get(1), values.get(2), values.get(3), values.get(4));
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%f %f %f %f %f",
                    wallSeconds,
                    cpuSeconds,
                    virtualSeconds,
                    peakMebibytes,
                    liveMebibytes);
        }
    }

    /**
     * Prints a {@link Result}.
     *
     * @param arguments the seed
     */
    public static void main(String[] arguments) {
        System.out.println(run(Rollout.ofHundredThousand(), Long.parseLong(arguments[0])));
    }

    static Result run(Rollout rollout, long seed) {
        Stopwatch watch = Stopwatch.start();
        StackSetsSimulator aws = StackSetsSimulator.builder()
                .seed(seed)
                .stackDuration(Duration.ofMillis(10_300), Duration.ofMillis(11_300))
                .build();
        Instant start = aws.time().now();
        CloudFormationClient client = aws.directClient();
        String operation = rollout.start(client, STACK_SET, THREE_HOURS);
        aws.time().runUntilIdle();
        StackSetOperation ended = client.describeStackSetOperation(
                        r -> r.stackSetName(STACK_SET).operationId(operation))
                .stackSetOperation();
        double wall = watch.seconds();
        double cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
        if (ended.status() != StackSetOperationStatus.SUCCEEDED) {
            throw new IllegalStateException("the operation ended " + ended.statusAsString());
        }
        double peak = peak();
        System.gc();
        double live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEBI;
        aws.checkInvariants();
        return new Result(
                wall, cpu, Duration.between(start, ended.endTimestamp()).toMillis() / 1000.0, peak, live);
    }

    private static double peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .sum()
                / MEBI;
    }
}
