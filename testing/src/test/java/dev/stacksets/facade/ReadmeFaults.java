package dev.stacksets.facade;

import dev.stacksets.testing.StackSetsSimulator;
import java.time.Duration;

/** The README's faults. {@link ReadmeTest} holds the two together and meets them. */
final class ReadmeFaults {
    private ReadmeFaults() {}

    static void plant(StackSetsSimulator aws) {
        aws.faults().throttle(5, 10); // 5 calls a second, 10 at once after a rest; the others are refused
        aws.faults().on("CreateStackInstances").call(1).losesAnswer(); // applied, but nobody learns of it
        aws.faults().on("Describe*").call(4).answersAsOf(Duration.ofSeconds(30)); // a stale read
        aws.faults().account("111122223333").missesExecutionRole().times(2); // as while IAM catches up
    }
}
