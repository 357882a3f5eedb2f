package dev.stacksets.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is known of an operation at one moment. Immutable; nothing in it is guessed: what is not known is empty.
 *
 * @param status where it stands; {@code UNKNOWN} until AWS was asked
 * @param rawStatus the status in AWS's words; {@code ""} until AWS was asked
 * @param statusReason why, if AWS says
 * @param counts instances by outcome; empty unless instance detail is tracked
 * @param failedInstances how many failed so far, as the operation itself reports
 * @param totalInstances how many instances the operation has, if that is known
 * @param milestone how far it was when its instances could last be counted; empty unless progress or instances are tracked
 * @param observedAt when AWS said so, by the library's clock
 * @param elapsed how long it had been in work then, as far as AWS said when it began; else since it was begun or resumed here;
 *     empty until AWS was asked
 * @param polls how often AWS was asked
 * @param consecutivePollFailures how many times in a row asking failed; 0 when the last answer came
 * @param lastPollFailure what went wrong the last time, with the operation or with listing its instances; else empty
 */
public record OperationProgress(
        OperationStatus status,
        String rawStatus,
        Optional<String> statusReason,
        Optional<InstanceCounts> counts,
        OptionalInt failedInstances,
        OptionalInt totalInstances,
        Optional<Milestone> milestone,
        Instant observedAt,
        Optional<Duration> elapsed,
        int polls,
        int consecutivePollFailures,
        Optional<Throwable> lastPollFailure) {

    /**
     * The snapshot in lines for a person, the same in every locale. What is not known is said not to be known.
     *
     * @return up to five lines: where it stands and since when, instances, how far it was, why, and trouble with asking
     */
    public String render() {
        return new ProgressText(this).toString();
    }

    /**
     * The finished share of all instances: of the counts, or of the last milestone. Of an operation whose instances are not
     * counted by outcome it is, towards the end, the share that was begun.
     *
     * @return 0 to 1, or empty while neither is known
     */
    public OptionalDouble ratioCompleted() {
        if (counts.isPresent() && totalInstances.isPresent() && totalInstances.getAsInt() > 0) {
            return OptionalDouble.of((double) counts.get().finished() / totalInstances.getAsInt());
        }
        return milestone.map(last -> OptionalDouble.of(last.share())).orElse(OptionalDouble.empty());
    }
}
