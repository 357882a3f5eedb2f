package dev.stacksets.internal.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.internal.Callbacks;
import dev.stacksets.spi.SystemTimeSource;
import dev.stacksets.spi.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class FactTest {
    private static final TimeSource TIME = new SystemTimeSource();

    private final Fact<String> fact = Fact.by(new Callbacks(Runnable::run, TIME));

    @Test
    void view_cancelledOrCompletedByItsHolder_changesNothingElse() throws Exception {
        CompletableFuture<String> cancelled = fact.view();
        CompletableFuture<String> completed = fact.view();
        CompletableFuture<String> patient = fact.view();

        cancelled.cancel(true);
        completed.complete("mine");
        fact.know("truth");

        assertThat(patient).isCompletedWithValue("truth");
        assertThat(completed).isCompletedWithValue("mine");
        assertThat(fact.await(null)).isEqualTo("truth");
    }

    @Test
    void views_thatEnd_leaveNothingBehind() {
        for (int i = 0; i < 1_000; i++) {
            fact.view().cancel(true);
        }

        assertThat(fact.openViews()).isZero();
    }

    @Test
    void fact_isSettledOnce() {
        assertThat(fact.know("first")).isTrue();
        assertThat(fact.know("second")).isFalse();
        assertThat(fact.fail(new IllegalStateException())).isFalse();
        assertThat(fact.view()).isCompletedWithValue("first");
        assertThat(fact.isKnown()).isTrue();
    }

    @Test
    void reading_thatThrows_failsThatViewOnly() {
        CompletableFuture<String> strict = fact.view(value -> {
            throw new IllegalArgumentException("not good enough");
        });
        CompletableFuture<String> lenient = fact.view();

        fact.know("value");

        assertThatThrownBy(strict::join).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(lenient).isCompletedWithValue("value");
    }

    @Test
    void await_withLimit_timesOut() {
        assertThatThrownBy(() -> fact.await(1L)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void views_completeOnTheCallbackExecutorOnly() {
        List<Runnable> queued = new ArrayList<>();
        Fact<String> later = Fact.by(new Callbacks(queued::add, TIME));
        CompletableFuture<String> view = later.view();

        later.know("value");
        assertThat(view).isNotDone();
        queued.forEach(Runnable::run);

        assertThat(view).isCompletedWithValue("value");
    }

    @Test
    void executorThatTakesNoMore_leavesNoViewOpen() {
        Fact<String> stubborn = Fact.by(new Callbacks(
                task -> {
                    throw new RejectedExecutionException("shut down");
                },
                TIME));
        CompletableFuture<String> view = stubborn.view();

        stubborn.know("value");

        assertThat(view).isCompletedWithValue("value");
    }
}
