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
            new Goal(14, "serve: start-up and idle memory", new ServeFootprint()),
            new Goal(14, "describes over HTTP", new HttpDescribes()),
            new Goal(14, "describes in process", new InProcessDescribes()),
            new Goal(14, "100,000 instances over 3 hours", new LongRollout()),
            new Goal(14, "equal event logs for one seed", new EqualLogs()));

    private Goals() {}
}
