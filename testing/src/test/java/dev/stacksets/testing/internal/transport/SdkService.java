package dev.stacksets.testing.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.testing.internal.protocol.AwsError;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;

/**
 * A service as its real SDK client knows it: its operations, its errors, and one call of it, whose request is given away
 * and whose answer is made up.
 */
final class SdkService {

    private final Class<?> client;
    private final Class<?> request;
    private final Echo echo = new Echo();
    private final Object connected;

    <B extends AwsAsyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> SdkService(
            Class<?> client, Class<?> request, Supplier<B> builder) {
        this.client = client;
        this.request = request;
        this.connected = builder.get()
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .asyncConfiguration(
                        c -> c.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .httpClient(echo)
                .build();
    }

    /** One operation of a service. */
    record Operation(SdkService service, Method method) {

        private Class<?> request() {
            return method.getParameterTypes()[0];
        }

        private Class<?> response() throws ClassNotFoundException {
            return Class.forName(request().getName().replaceAll("Request$", "Response"));
        }

        SdkPojo newRequest() {
            try {
                return builder(request());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        String action() {
            return request().getSimpleName().replaceAll("Request$", "");
        }

        /** The errors its model names. */
        List<Class<?>> errors() {
            String synchronous = service.client.getName().replace("Async", "");
            try {
                return Arrays.stream(Class.forName(synchronous)
                                .getMethod(method.getName(), request())
                                .getExceptionTypes())
                        .filter(error -> error.getPackageName().equals(request().getPackageName()))
                        .filter(error -> error.getSuperclass().getSuperclass() == AwsServiceException.class)
                        .<Class<?>>map(error -> error)
                        .toList();
            } catch (ReflectiveOperationException missing) {
                throw new IllegalStateException(missing);
            }
        }

        /** What the SDK writes is read as what it was given, and what we write is read as what we answered. */
        void requireEqualAfterTheRoundTrip(Function<SdkPojo, WireResponse> write, Function<String, Object> read)
                throws ReflectiveOperationException {
            for (RandomShapes shapes : RandomShapes.several()) {
                SdkPojo given = shapes.fill(builder(request()));
                SdkPojo answered = shapes.fill(builder(response()));

                Exchange exchange = service.call(this, given, write.apply(answered));

                assertThat(read.apply(exchange.body()))
                        .as("request, %s", shapes)
                        .isEqualTo(given);
                assertThat(answered.equalsBySdkFields(exchange.parsed()))
                        .as("response, %s: %s%nparsed: %s", shapes, answered, exchange.parsed())
                        .isTrue();
            }
        }

        /** What we refuse comes out as the exception of its shape, with all that it says. */
        AwsServiceException requireTyped(Class<?> type, AwsError error, WireResponse answer)
                throws ReflectiveOperationException {
            Object thrown = service.call(this, RandomShapes.full(1).fill(builder(request())), answer)
                    .parsed();

            assertThat(thrown).isInstanceOf(type);
            assertThat((AwsServiceException) thrown).satisfies(parsed -> {
                assertThat(parsed.awsErrorDetails().errorMessage()).isEqualTo(error.text());
                assertThat(parsed.awsErrorDetails().errorCode()).isEqualTo(error.code());
                assertThat(parsed.statusCode()).isEqualTo(answer.status());
                assertThat(parsed.requestId()).isEqualTo(answer.requestId());
            });
            return (AwsServiceException) thrown;
        }

        @Override
        public String toString() {
            return action();
        }
    }

    Stream<Operation> operations() {
        return Arrays.stream(client.getMethods())
                .filter(method -> method.getParameterCount() == 1
                        && request.isAssignableFrom(method.getParameterTypes()[0])
                        && method.getReturnType() == CompletableFuture.class)
                .sorted(Comparator.comparing(Method::getName))
                .map(method -> new Operation(this, method));
    }

    /** Every error that some operation may have. */
    Set<Class<?>> errors() {
        return operations().flatMap(operation -> operation.errors().stream()).collect(Collectors.toSet());
    }

    static SdkPojo builder(Class<?> type) throws ReflectiveOperationException {
        return (SdkPojo) type.getMethod("builder").invoke(null);
    }

    /** What one call wrote, and what it made of the answer: a response, or the service's exception. */
    private record Exchange(String body, Object parsed) {}

    private Exchange call(Operation operation, SdkPojo request, WireResponse answer)
            throws ReflectiveOperationException {
        echo.answer = answer;
        try {
            Object parsed = ((CompletableFuture<?>) operation.method().invoke(connected, request)).join();
            return new Exchange(echo.body, parsed);
        } catch (CompletionException refused) {
            return new Exchange(echo.body, Objects.requireNonNull(refused.getCause()));
        } catch (InvocationTargetException refused) {
            throw new IllegalStateException(operation.action(), refused);
        }
    }

    private static final class Echo implements SdkAsyncHttpClient {

        private WireResponse answer = new WireResponse(500, "text/plain", "none", "");
        private String body = "";

        @Override
        public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            request.requestContentPublisher()
                    .subscribe(new BodyCollector(text -> body = text, done::completeExceptionally));
            request.responseHandler().onHeaders(answer.head(answer.bytes().length));
            request.responseHandler().onStream(new OneBuffer(answer.bytes(), done));
            return done;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
