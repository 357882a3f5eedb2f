package dev.stacksets.testing.internal.transport;

import dev.stacksets.testing.internal.call.Sleeper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** The synchronous door: a planted delay keeps the calling thread waiting for virtual time. */
public final class InProcessHttpClient implements SdkHttpClient {

    private final FrontDoor door;
    private final Sleeper sleeper;

    /**
     * A client that never leaves the process.
     *
     * @param door what answers
     * @param sleeper for planted delays
     */
    public InProcessHttpClient(FrontDoor door, Sleeper sleeper) {
        this.door = door;
        this.sleeper = sleeper;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Prepared(request);
    }

    private final class Prepared implements ExecutableHttpRequest {

        private final HttpExecuteRequest request;
        private volatile boolean aborted;

        Prepared(HttpExecuteRequest request) {
            this.request = request;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            if (aborted) {
                throw new IOException("aborted");
            }
            Answer answer = door.respond(new WireRequest(
                    request.httpRequest().headers(),
                    request.httpRequest().encodedPath(),
                    request.httpRequest().encodedQueryParameters().orElse(""),
                    body()));
            pass(answer.delay());
            if (answer instanceof Answer.Arrives arrives) {
                return response(arrives.response());
            }
            throw new IOException(answer instanceof Answer.Drops drops ? drops.why() : "no answer");
        }

        private void pass(Duration delay) throws IOException {
            try {
                sleeper.sleep(delay);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while the answer was on its way");
            }
        }

        private String body() throws IOException {
            ContentStreamProvider content = request.contentStreamProvider().orElse(null);
            if (content == null) {
                return "";
            }
            try (InputStream stream = content.newStream()) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
        }

        @Override
        public void abort() {
            aborted = true;
        }
    }

    private static HttpExecuteResponse response(WireResponse response) {
        byte[] bytes = response.bytes();
        return HttpExecuteResponse.builder()
                .response(response.head(bytes.length))
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
                .build();
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
