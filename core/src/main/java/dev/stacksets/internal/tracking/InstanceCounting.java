package dev.stacksets.internal.tracking;

import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.OperationReads;
import dev.stacksets.internal.client.PagedListing.Page;
import dev.stacksets.operation.InstanceCounts;
import dev.stacksets.operation.InstanceOutcome;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.Milestone;
import dev.stacksets.operation.Milestone.Stage;
import dev.stacksets.operation.OperationToken;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Counts the instances of one running operation with one page of its results at a time, and only when a page can tell
 * something new. A page holds a hundred: it tells how many have succeeded while at most a hundred have, and how many are
 * left while at most a hundred wait. In between nothing is asked. How many there are in all is counted first, page by
 * page, if the request did not say. One poll at a time uses it.
 */
final class InstanceCounting {
    private static final Duration FIRST = Duration.ofSeconds(30);

    /** Nothing is known well: count again when the operation is a fifth older. */
    private static final double GROWTH = 1.2;

    /** Something is known well: count again when half of the rest should be over. */
    private static final double SHARE_OF_REST = 0.5;

    /** What the next page is about. */
    private enum Subject {
        ALL,
        SUCCEEDED,
        PENDING
    }

    private Subject subject;
    private int total;
    private Optional<String> nextOfAll = Optional.empty();
    private Duration asked = Duration.ZERO;
    private @Nullable Duration first;
    private Optional<Milestone> last = Optional.empty();

    /** Begins to count. */
    InstanceCounting(OptionalInt instances) {
        subject = instances.orElse(0) > 0 ? Subject.SUCCEEDED : Subject.ALL;
        total = instances.orElse(0);
    }

    /** How far it was when that was last known. */
    Optional<Milestone> last() {
        return last;
    }

    /** Whether a page would tell something new of an operation of this age. */
    boolean isWorthwhile(Duration age) {
        if (subject == Subject.ALL) {
            return true;
        }
        boolean progressed = last.filter(
                        count -> seconds(age.minus(count.age())) >= SHARE_OF_REST * seconds(count.rest()))
                .isPresent();
        boolean knownWell = last.filter(count -> count.stage() == Stage.BEGUN).isPresent();
        return age.compareTo(FIRST) >= 0 && (progressed || (!knownWell && seconds(age) >= GROWTH * seconds(asked)));
    }

    /** Asks for a page and counts it. */
    CompletableFuture<Optional<Milestone>> count(OperationReads reads, OperationToken token, Duration age, int failed) {
        asked = age;
        return Futures.map(reads.resultsPage(token, outcome(), nextOfAll), page -> {
            counted(page, age, failed);
            return last;
        });
    }

    private Optional<InstanceOutcome> outcome() {
        return switch (subject) {
            case ALL -> Optional.empty();
            case SUCCEEDED -> Optional.of(InstanceOutcome.SUCCEEDED);
            case PENDING -> Optional.of(InstanceOutcome.PENDING);
        };
    }

    private void counted(Page<InstanceResult> page, Duration age, int failed) {
        int rows = page.rows().size();
        boolean whole = page.next().isEmpty();
        switch (subject) {
            case ALL -> {
                total += rows;
                nextOfAll = page.next();
                subject = whole && total > 0 ? Subject.SUCCEEDED : Subject.ALL;
            }
            case SUCCEEDED -> {
                subject = whole ? Subject.SUCCEEDED : Subject.PENDING;
                if (whole) {
                    reached(Stage.ENDED, rows + failed, age);
                }
            }
            case PENDING -> {
                if (whole) {
                    reached(Stage.BEGUN, total - rows, age);
                }
            }
        }
    }

    /** All of its instances were listed. */
    void listed(InstanceCounts counts, Duration age) {
        total = Math.max(total, counts.total());
        reached(Stage.ENDED, counts.finished(), age);
    }

    private void reached(Stage stage, int instances, Duration age) {
        if (instances <= 0) {
            return;
        }
        first = first == null ? age : first;
        last = Optional.of(new Milestone(stage, Math.min(instances, total), total, age, first));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
