package dev.stacksets.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Asks for something about each of many, a few at a time.
 *
 * @param <S> what is asked about
 * @param <T> what is answered
 */
public final class FanOut<S, T> {
    private final List<S> items;
    private final Function<S, CompletableFuture<T>> question;
    private final AtomicReferenceArray<@Nullable T> answers;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger open;
    private final Map<Integer, Future<?>> running = new ConcurrentHashMap<>();
    private final CompletableFuture<List<T>> all = new CompletableFuture<>();

    private FanOut(List<S> items, Function<S, CompletableFuture<T>> question) {
        this.items = items;
        this.question = question;
        this.answers = new AtomicReferenceArray<>(items.size());
        this.open = new AtomicInteger(items.size());
    }

    /**
     * Asks.
     *
     * @param atOnce how many questions may be open, at least 1
     * @param question asks about one
     * @return the answers in the order of the items; the first failure, or cancelling it, ends the asking
     */
    public static <S, T> CompletableFuture<List<T>> each(
            List<S> items, int atOnce, Function<S, CompletableFuture<T>> question) {
        FanOut<S, T> fanOut = new FanOut<>(items, question);
        Futures.onEnd(fanOut.all, (answers, failure) -> fanOut.running.values().forEach(each -> each.cancel(true)));
        if (items.isEmpty()) {
            fanOut.all.complete(List.of());
        }
        for (int lane = 0; lane < Math.min(atOnce, items.size()); lane++) {
            fanOut.lane();
        }
        return fanOut.all;
    }

    /** One question after another: a loop while answers are at hand, so that a thousand do not nest a thousand deep. */
    private void lane() {
        boolean atHand = true;
        while (atHand && !all.isDone()) {
            int index = next.getAndIncrement();
            atHand = index < items.size() && ask(index);
        }
    }

    /** Gives whether the answer is at hand; if not, the lane goes on when it is. */
    private boolean ask(int index) {
        CompletableFuture<T> answer = Futures.guarded(() -> question.apply(items.get(index)));
        if (answer.isDone()) {
            Futures.onEnd(answer, (value, failure) -> answered(index, value, failure));
            return true;
        }
        running.put(index, answer);
        Futures.onEnd(answer, (value, failure) -> {
            running.remove(index);
            answered(index, value, failure);
            lane();
        });
        if (all.isDone()) {
            answer.cancel(true);
        }
        return false;
    }

    private void answered(int index, T value, @Nullable Throwable failure) {
        if (failure != null) {
            all.completeExceptionally(failure);
            return;
        }
        answers.set(index, value);
        if (open.decrementAndGet() == 0) {
            all.complete(IntStream.range(0, items.size()).mapToObj(answers::get).toList());
        }
    }
}
