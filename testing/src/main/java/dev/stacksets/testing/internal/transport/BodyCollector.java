package dev.stacksets.testing.internal.transport;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Gathers a published request body and hands it on as text. */
final class BodyCollector implements Subscriber<ByteBuffer> {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Consumer<String> collected;
    private final Consumer<Throwable> failed;

    BodyCollector(Consumer<String> collected, Consumer<Throwable> failed) {
        this.collected = collected;
        this.failed = failed;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
        byte[] chunk = new byte[buffer.remaining()];
        buffer.get(chunk);
        bytes.writeBytes(chunk);
    }

    @Override
    public void onError(Throwable failure) {
        failed.accept(failure);
    }

    @Override
    public void onComplete() {
        collected.accept(bytes.toString(StandardCharsets.UTF_8));
    }
}
