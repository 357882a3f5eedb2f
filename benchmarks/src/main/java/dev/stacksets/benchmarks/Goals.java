package dev.stacksets.benchmarks;

import dev.stacksets.benchmarks.overhead.CallCost;
import dev.stacksets.benchmarks.planning.FewestOperations;
import dev.stacksets.benchmarks.scorecard.Goal;
import dev.stacksets.benchmarks.simulator.EqualLogs;
import dev.stacksets.benchmarks.simulator.HttpDescribes;
import dev.stacksets.benchmarks.simulator.InProcessDescribes;
import dev.stacksets.benchmarks.simulator.LongRollout;
import dev.stacksets.benchmarks.simulator.ServeFootprint;
import dev.stacksets.benchmarks.throttling.CallerTime;
import dev.stacksets.benchmarks.throttling.ChangingRate;
import dev.stacksets.benchmarks.throttling.Lists;
import dev.stacksets.benchmarks.throttling.Loopback;
import dev.stacksets.benchmarks.throttling.Makespan;
import dev.stacksets.benchmarks.throttling.Order;
import dev.stacksets.benchmarks.throttling.Refusals;
import dev.stacksets.benchmarks.watching.Coalescing;
import dev.stacksets.benchmarks.watching.HandleMemory;
import dev.stacksets.benchmarks.watching.PollCost;
import dev.stacksets.benchmarks.watching.PollDelay;
import java.util.List;

/** All goals, in the order of the scorecard: a new one is a class and a line here. */
final class Goals {

    static final List<Goal> ALL = List.of(
            new Goal(1, "makespan of throttled calls", new Makespan()),
            new Goal(2, "refused attempts", new Refusals()),
            new Goal(2, "refused attempts in real time", new Loopback()),
            new Goal(3, "a limit that is shared, or changes", new ChangingRate()),
            new Goal(4, "order and priority", new Order()),
            new Goal(5, "caller's time and threads", new CallerTime()),
            new Goal(6, "what it costs to see an operation end", new PollCost()),
            new Goal(7, "how late an end is seen", new PollDelay()),
            new Goal(8, "operations of one stack set watched together", new Coalescing()),
            new Goal(10, "what the library adds to a call", new CallCost()),
            new Goal(11, "memory of a watched handle", new HandleMemory()),
            new Goal(12, "lists of many instances", new Lists()),
            new Goal(13, "plans with few operations", new FewestOperations()),
            new Goal(14, "serve: start-up and idle memory", new ServeFootprint()),
            new Goal(14, "describes over HTTP", new HttpDescribes()),
            new Goal(14, "describes in process", new InProcessDescribes()),
            new Goal(14, "100,000 instances over 3 hours", new LongRollout()),
            new Goal(14, "equal event logs for one seed", new EqualLogs()));

    private Goals() {}
}
