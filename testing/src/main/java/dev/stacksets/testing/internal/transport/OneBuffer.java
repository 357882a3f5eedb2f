package dev.stacksets.testing.internal.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Publishes one buffer to one subscriber, then completes the future of the exchange. */
final class OneBuffer implements Publisher<ByteBuffer> {

    private final byte[] bytes;
    private final CompletableFuture<Void> done;

    OneBuffer(byte[] bytes, CompletableFuture<Void> done) {
        this.bytes = bytes;
        this.done = done;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Delivery(subscriber));
    }

    private final class Delivery implements Subscription {

        private final Subscriber<? super ByteBuffer> subscriber;
        private final AtomicBoolean over = new AtomicBoolean();

        Delivery(Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long count) {
            if (!over.compareAndSet(false, true)) {
                return;
            }
            if (count <= 0) {
                subscriber.onError(new IllegalArgumentException("request at least one buffer: " + count));
            } else {
                subscriber.onNext(ByteBuffer.wrap(bytes));
                subscriber.onComplete();
            }
            done.complete(null);
        }

        @Override
        public void cancel() {
            over.set(true);
            done.complete(null);
        }
    }
}
