package dev.stacksets.testing.internal.transport;

import dev.stacksets.testing.internal.engine.base.Timers;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/** The asynchronous door: answers on the calling thread, or in virtual time when a delay is planted. */
public final class InProcessAsyncHttpClient implements SdkAsyncHttpClient {

    private final FrontDoor door;
    private final Timers timers;

    /**
     * A client that never leaves the process.
     *
     * @param door what answers
     * @param timers for planted delays
     */
    public InProcessAsyncHttpClient(FrontDoor door, Timers timers) {
        this.door = door;
        this.timers = timers;
    }

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        request.requestContentPublisher()
                .subscribe(new BodyCollector(
                        body -> answer(request, body, done),
                        failure -> fail(
                                request.responseHandler(),
                                done,
                                new IOException("request body could not be read", failure))));
        return done;
    }

    private void answer(AsyncExecuteRequest request, String body, CompletableFuture<Void> done) {
        try {
            dispatch(respond(request, body), request.responseHandler(), done);
        } catch (RuntimeException | Error defect) {
            // Thrown into the SDK's body publisher it would vanish, and the call would hang.
            request.responseHandler().onError(defect);
            done.completeExceptionally(defect);
        }
    }

    private Answer respond(AsyncExecuteRequest request, String body) {
        return door.respond(new WireRequest(
                request.request().headers(),
                request.request().encodedPath(),
                request.request().encodedQueryParameters().orElse(""),
                body));
    }

    private void dispatch(Answer answer, SdkAsyncHttpResponseHandler handler, CompletableFuture<Void> done) {
        if (answer.delay().isZero()) {
            deliver(answer, handler, done);
        } else {
            timers.after(answer.delay(), "a delayed answer", () -> deliver(answer, handler, done));
        }
    }

    private static void deliver(Answer answer, SdkAsyncHttpResponseHandler handler, CompletableFuture<Void> done) {
        if (done.isDone()) {
            return;
        }
        if (answer instanceof Answer.Arrives arrives) {
            succeed(handler, done, arrives.response());
        } else if (answer instanceof Answer.Drops drops) {
            fail(handler, done, new IOException(drops.why()));
        }
    }

    private static void succeed(
            SdkAsyncHttpResponseHandler handler, CompletableFuture<Void> done, WireResponse response) {
        byte[] bytes = response.bytes();
        handler.onHeaders(response.head(bytes.length));
        handler.onStream(new OneBuffer(bytes, done));
    }

    private static void fail(SdkAsyncHttpResponseHandler handler, CompletableFuture<Void> done, IOException failure) {
        handler.onError(failure);
        done.completeExceptionally(failure);
    }

    @Override
    public String clientName() {
        return "InProcess";
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
