package dev.stacksets.testing.internal.transport;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

    private <B extends AwsAsyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> SdkService(
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

    static <B extends AwsAsyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> SdkService of(
            Class<?> client, Class<?> request, Supplier<B> builder) {
        return new SdkService(client, request, builder);
    }

    /** One operation of a service. */
    record Operation(SdkService service, Method method) {

        Class<?> request() {
            return method.getParameterTypes()[0];
        }

        Class<?> response() throws ClassNotFoundException {
            return Class.forName(request().getName().replaceAll("Request$", "Response"));
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
    record Exchange(String body, Object parsed) {}

    Exchange call(Operation operation, SdkPojo request, WireResponse answer) throws ReflectiveOperationException {
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
