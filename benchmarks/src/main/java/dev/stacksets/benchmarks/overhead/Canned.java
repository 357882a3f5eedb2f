package dev.stacksets.benchmarks.overhead;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/** Answers every request at once with the description of a running operation. */
final class Canned implements SdkAsyncHttpClient {

    static final String STACK_SET = "base";
    static final String OPERATION = "1e8bf660-8b6f-4a5f-9c58-0123456789ab";

    private static final byte[] BODY = ("<DescribeStackSetOperationResponse"
                    + " xmlns=\"http://cloudformation.amazonaws.com/doc/2010-05-15/\"><DescribeStackSetOperationResult>"
                    + "<StackSetOperation><OperationId>" + OPERATION + "</OperationId><StackSetId>base:" + OPERATION
                    + "</StackSetId><Action>CREATE</Action><Status>RUNNING</Status><OperationPreferences><RegionOrder/>"
                    + "<FailureToleranceCount>1</FailureToleranceCount><MaxConcurrentCount>5</MaxConcurrentCount>"
                    + "</OperationPreferences><AdministrationRoleARN>"
                    + "arn:aws:iam::123456789012:role/AWSCloudFormationStackSetAdministrationRole"
                    + "</AdministrationRoleARN><ExecutionRoleName>AWSCloudFormationStackSetExecutionRole"
                    + "</ExecutionRoleName><CreationTimestamp>2026-01-01T00:00:00Z</CreationTimestamp><StatusDetails>"
                    + "<FailedStackInstancesCount>0</FailedStackInstancesCount></StatusDetails></StackSetOperation>"
                    + "</DescribeStackSetOperationResult><ResponseMetadata><RequestId>" + OPERATION
                    + "</RequestId></ResponseMetadata></DescribeStackSetOperationResponse>")
            .getBytes(StandardCharsets.UTF_8);

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        request.requestContentPublisher().subscribe(new Body(request, done));
        return done;
    }

    @Override
    public String clientName() {
        return "canned";
    }

    @Override
    public void close() {
        // nothing is open
    }

    /** Reads what is asked, and answers at its end. */
    private record Body(AsyncExecuteRequest request, CompletableFuture<Void> done) implements Subscriber<ByteBuffer> {
        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ByteBuffer read) {
            // the answer is the same whatever is asked
        }

        @Override
        public void onError(Throwable failure) {
            done.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            request.responseHandler()
                    .onHeaders(SdkHttpResponse.builder()
                            .statusCode(200)
                            .putHeader("Content-Type", "text/xml")
                            .putHeader("Content-Length", Integer.toString(BODY.length))
                            .build());
            request.responseHandler().onStream(answer -> answer.onSubscribe(new Once(answer, done)));
        }
    }

    /** Gives the whole answer when it is first asked for. */
    private static final class Once implements Subscription {
        private final Subscriber<? super ByteBuffer> answer;
        private final CompletableFuture<Void> done;
        private boolean given;

        Once(Subscriber<? super ByteBuffer> answer, CompletableFuture<Void> done) {
            this.answer = answer;
            this.done = done;
        }

        @Override
        public void request(long count) {
            if (!given) {
                given = true;
                answer.onNext(ByteBuffer.wrap(BODY));
                answer.onComplete();
                done.complete(null);
            }
        }

        @Override
        public void cancel() {
            given = true;
        }
    }
}
