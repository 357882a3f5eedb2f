package dev.stacksets.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FanOutTest {
    private final List<CompletableFuture<String>> open = new ArrayList<>();

    private CompletableFuture<String> ask(int item) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        open.add(answer);
        return answer;
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void each_keepsSoManyOpen_andAnswersInTheOrderOfTheItems() {
        CompletableFuture<List<String>> all = FanOut.each(numbers(5), 2, this::ask);

        assertThat(open).hasSize(2);
        open.get(1).complete("b");
        assertThat(open).hasSize(3);
        open.get(2).complete("c");
        open.get(0).complete("a");
        open.get(3).complete("d");
        assertThat(all).isNotDone();
        open.get(4).complete("e");

        assertThat(all).isCompletedWithValue(List.of("a", "b", "c", "d", "e"));
    }

    @Test
    void each_ofNothing_isDone() {
        assertThat(FanOut.each(numbers(0), 2, this::ask)).isCompletedWithValue(List.of());
        assertThat(open).isEmpty();
    }

    @Test
    void each_ofAHundredThousandAnswersAtHand_doesNotNest() {
        assertThat(FanOut.each(numbers(100_000), 3, CompletableFuture::completedFuture)
                        .join())
                .isEqualTo(numbers(100_000));
    }

    @Test
    void firstFailure_endsTheAsking() {
        CompletableFuture<List<String>> all = FanOut.each(numbers(5), 2, this::ask);

        open.get(0).completeExceptionally(new IllegalStateException("no"));

        assertThatThrownBy(all::join).hasRootCauseMessage("no");
        assertThat(open).hasSize(2);
        assertThat(open.get(1)).isCancelled();
    }

    @Test
    void questionThatThrows_isAFailure() {
        assertThatThrownBy(() -> FanOut.each(numbers(5), 2, item -> {
                            throw new IllegalStateException("item " + item);
                        })
                        .join())
                .hasRootCauseMessage("item 0");
    }

    @Test
    void cancelling_cancelsWhatIsOpen_andAsksNoMore() {
        CompletableFuture<List<String>> all = FanOut.each(numbers(5), 2, this::ask);

        all.cancel(true);

        assertThat(open).hasSize(2).allSatisfy(answer -> assertThat(answer).isCancelled());
    }
}
