package dev.stacksets.facade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Five thousand stack sets under random faults, rivals and processes that die: no operation lost, none twice, no future
 * left open.
 */
class FaultCampaignTest {
    private static final int RUNS = Integer.getInteger("campaign.runs", 5_000);
    private static final int FIRST = Integer.getInteger("campaign.first", 0);

    private final LongAdder operations = new LongAdder();
    private final LongAdder adopted = new LongAdder();
    private final LongAdder waited = new LongAdder();
    private final LongAdder restarted = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder duplicated = new LongAdder();
    private final LongAdder incomplete = new LongAdder();

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void stackSets_underFaultsRivalsAndRestarts_loseNothingAndDoNothingTwice() throws Exception {
        List<String> complaints = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<List<String>>> runs = IntStream.range(FIRST, FIRST + RUNS)
                    .mapToObj(seed -> threads.submit(() -> run(seed)))
                    .toList();
            for (Future<List<String>> run : runs) {
                complaints.addAll(run.get());
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.printf(
                "campaign: %d runs, %d operations started, %d adopted, %d waited for, %d restarts, %d lost, %d duplicated,"
                        + " %d incomplete%n",
                RUNS,
                operations.sum(),
                adopted.sum(),
                waited.sum(),
                restarted.sum(),
                lost.sum(),
                duplicated.sum(),
                incomplete.sum());
        assertThat(complaints).isEmpty();
        assertThat(adopted.sum()).isPositive();
        assertThat(waited.sum()).isPositive();
    }

    /** What is wrong with one run, each line with its seed. */
    private List<String> run(int seed) {
        CampaignRun run = new CampaignRun(seed);
        List<String> complaints = new ArrayList<>();
        try {
            run.live();
            CampaignVerdict verdict = new CampaignVerdict(run);
            verdict.judge();
            count(run, verdict);
            complaints.addAll(verdict.lost);
            complaints.addAll(verdict.duplicated);
            complaints.addAll(verdict.incomplete);
            complaints.addAll(verdict.wrong);
            run.close();
            run.aws.checkInvariants();
        } catch (RuntimeException | Error broken) {
            complaints.add(broken.toString());
        }
        return complaints.stream().map(what -> "seed " + seed + ": " + what).toList();
    }

    private void count(CampaignRun run, CampaignVerdict verdict) {
        operations.add(verdict.operations());
        adopted.add(verdict.adopted());
        waited.add(run.handles.stream().filter(Watched::waited).count());
        restarted.add(run.restarts);
        lost.add(verdict.lost.size());
        duplicated.add(verdict.duplicated.size());
        incomplete.add(verdict.incomplete.size());
    }
}
