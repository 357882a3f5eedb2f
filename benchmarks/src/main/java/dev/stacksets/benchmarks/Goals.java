package dev.stacksets.benchmarks;

import dev.stacksets.benchmarks.scorecard.Goal;
import dev.stacksets.benchmarks.simulator.EqualLogs;
import dev.stacksets.benchmarks.simulator.HttpDescribes;
import dev.stacksets.benchmarks.simulator.InProcessDescribes;
import dev.stacksets.benchmarks.simulator.LongRollout;
import dev.stacksets.benchmarks.simulator.ServeFootprint;
import java.util.List;

/** All goals, in the order of the scorecard: a new one is a class and a line here. */
final class Goals {

    static final List<Goal> ALL = List.of(
            new ServeFootprint(), new HttpDescribes(), new InProcessDescribes(), new LongRollout(), new EqualLogs());

    private Goals() {}
}
