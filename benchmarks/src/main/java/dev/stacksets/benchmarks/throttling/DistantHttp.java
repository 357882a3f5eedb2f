package dev.stacksets.benchmarks.throttling;

import dev.stacksets.spi.TimeSource;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/** A network in front of a server in this process: an answer takes 50 ms and up to a fifth more, in the client's time. */
final class DistantHttp implements SdkAsyncHttpClient {

    static final double ROUND_TRIP = 0.05;

    private static final double JITTER = 0.2;

    private final SdkAsyncHttpClient server;
    private final TimeSource time;
    private final Random random;

    DistantHttp(SdkAsyncHttpClient server, TimeSource time, long seed) {
        this.server = server;
        this.time = time;
        this.random = new Random(seed);
    }

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        long nanos = (long) (1e9 * ROUND_TRIP * (1 + JITTER * random.nextDouble()));
        var unused = time.scheduler().schedule(() -> arrive(request, done), nanos, TimeUnit.NANOSECONDS);
        return done;
    }

    private void arrive(AsyncExecuteRequest request, CompletableFuture<Void> done) {
        var unused = server.execute(request).whenComplete((answered, failure) -> {
            if (failure == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(failure);
            }
        });
    }

    @Override
    public String clientName() {
        return "distant";
    }

    @Override
    public void close() {
        // the server in this process needs no end
    }
}
