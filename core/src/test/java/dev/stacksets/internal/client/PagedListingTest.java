package dev.stacksets.internal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.internal.Callbacks;
import dev.stacksets.spi.SystemTimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PagedListingTest {
    private static final Callbacks DIRECT = new Callbacks(Runnable::run, new SystemTimeSource());
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void toList_ofAHundredThousandPagesAtHand_doesNotNest() {
        assertThat(numbers(100_000).toList().join()).hasSize(100_000);
        assertThat(asked).hasValue(100_000);
    }

    @Test
    void nothing_isAskedBeforeAMethodIsCalled_andEachCallStartsAnew() {
        PagedListing<Integer> listing = numbers(3);
        assertThat(asked).hasValue(0);

        listing.toList().join();
        listing.toList().join();

        assertThat(asked).hasValue(6);
    }

    @Test
    void findFirst_asksForNoPageAfterTheMatch() {
        assertThat(numbers(10).findFirst(number -> number == 3).join()).contains(3);
        assertThat(asked).hasValue(4);
        assertThat(numbers(10).findFirst(number -> number == 99).join()).isEmpty();
    }

    @Test
    void forEach_withAThrowingAction_endsAndFails() {
        assertThatThrownBy(() -> numbers(10)
                        .forEach(number -> {
                            throw new IllegalStateException("row " + number);
                        })
                        .join())
                .hasRootCauseMessage("row 0");
        assertThat(asked).hasValue(1);
    }

    @Test
    void emptyPageWithAToken_isNotTheLastOne() {
        PagedListing<Integer> listing = new PagedListing<>(
                token -> CompletableFuture.completedFuture(
                        token == null
                                ? PagedListing.Page.of(List.<Integer>of(), row -> row, "next")
                                : PagedListing.Page.of(List.of(7), row -> row, "")),
                DIRECT);

        assertThat(listing.toList().join()).containsExactly(7);
    }

    @Test
    void pagesThatComeLater_areWalkedAsTheyCome() {
        List<CompletableFuture<PagedListing.Page<Integer>>> open = new ArrayList<>();
        PagedListing<Integer> listing = new PagedListing<>(
                token -> {
                    open.add(new CompletableFuture<>());
                    return open.get(open.size() - 1);
                },
                DIRECT);
        List<Integer> rows = new ArrayList<>();

        CompletableFuture<Void> end = listing.forEach(rows::add);
        open.get(0).complete(new PagedListing.Page<>(List.of(1), Optional.of("t")));
        assertThat(end).isNotDone();
        open.get(1).complete(new PagedListing.Page<>(List.of(2), Optional.empty()));

        assertThat(end).isCompleted();
        assertThat(rows).containsExactly(1, 2);
    }

    @Test
    void failedPage_failsTheListing() {
        PagedListing<Integer> listing =
                new PagedListing<>(token -> CompletableFuture.failedFuture(new IllegalStateException("page")), DIRECT);

        assertThat(listing.toList()).isCompletedExceptionally();
        assertThat(listing.findFirst(row -> true)).isCompletedExceptionally();
    }

    private PagedListing<Integer> numbers(int pages) {
        return new PagedListing<>(
                token -> {
                    int page = token == null ? 0 : Integer.parseInt(token);
                    asked.incrementAndGet();
                    return CompletableFuture.completedFuture(PagedListing.Page.of(
                            List.of(page), row -> row, page + 1 < pages ? String.valueOf(page + 1) : null));
                },
                DIRECT);
    }
}
