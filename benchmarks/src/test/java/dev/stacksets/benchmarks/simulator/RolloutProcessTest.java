package dev.stacksets.benchmarks.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.benchmarks.simulator.RolloutProcess.Result;
import org.junit.jupiter.api.Test;

class RolloutProcessTest {

    @Test
    void run_twoRegionsOfTwoHundredAccounts_takesTwoRoundsOfAHundredInEach() {
        Result result = RolloutProcess.run(new Rollout(200, 2), 1);

        assertThat(result.virtualSeconds()).isBetween(4 * 10.3, 4 * 11.3 + 5);
        assertThat(result.peakMebibytes()).isPositive();
    }

    @Test
    void parse_printedResult_isTheSame() {
        Result result = new Result(1.75, 1.25, 10_903.25, 182.5, 101.0);

        assertThat(Result.parse(result.toString())).isEqualTo(result);
    }

    @Test
    void ofHundredThousand_namesDistinctTargets() {
        Rollout rollout = Rollout.ofHundredThousand();

        assertThat(rollout.instances()).isEqualTo(100_000);
        assertThat(rollout.accountIds()).doesNotHaveDuplicates().allMatch(id -> id.length() == 12);
        assertThat(rollout.regionIds()).doesNotHaveDuplicates();
    }
}
