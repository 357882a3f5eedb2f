package dev.stacksets.internal.client;

import dev.stacksets.definition.TemplateSource;
import dev.stacksets.internal.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The template of one request in the form it is sent, made when first asked for: once, however often the request is sent. */
public final class PlacedTemplate {
    private final Supplier<CompletableFuture<TemplateSource>> way;
    private final AtomicReference<@Nullable CompletableFuture<TemplateSource>> source = new AtomicReference<>();

    PlacedTemplate(Supplier<CompletableFuture<TemplateSource>> way) {
        this.way = way;
    }

    /** As it is sent; fails with a {@link dev.stacksets.error.TemplateStoreException}. */
    public CompletableFuture<TemplateSource> source() {
        CompletableFuture<TemplateSource> mine = new CompletableFuture<>();
        CompletableFuture<TemplateSource> first = source.compareAndExchange(null, mine);
        if (first != null) {
            return first;
        }
        Futures.onEnd(way.get(), (placed, failure) -> Futures.settle(mine, placed, failure));
        return mine;
    }
}
