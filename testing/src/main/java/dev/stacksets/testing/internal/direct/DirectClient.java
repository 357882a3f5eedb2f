package dev.stacksets.testing.internal.direct;

import dev.stacksets.spi.TimeSource;
import dev.stacksets.testing.internal.call.Exchange;
import dev.stacksets.testing.internal.call.Reply;
import dev.stacksets.testing.internal.call.Services;
import dev.stacksets.testing.internal.call.Sleeper;
import dev.stacksets.testing.internal.engine.Engine;
import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.protocol.Parameters;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationServiceClientConfiguration;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationRequest;
import software.amazon.awssdk.services.cloudformation.waiters.CloudFormationAsyncWaiter;
import software.amazon.awssdk.services.cloudformation.waiters.CloudFormationWaiter;

/**
 * Both of the SDK's interfaces over the services, without a class per interface: every action takes one request, and
 * all else (requests by lambda, paginators) the interfaces do themselves.
 */
public final class DirectClient {

    private static final Map<Method, Action> ACTIONS = Stream.of(
                    CloudFormationAsyncClient.class, CloudFormationClient.class)
            .flatMap(type -> Arrays.stream(type.getMethods()))
            .filter(Action::isOne)
            .collect(Collectors.toMap(method -> method, Action::of));

    private final Services services;
    private final Caller caller;
    private final TimeSource time;
    private final Sleeper sleeper;

    /**
     * Clients of one account and Region.
     *
     * @param services what answers
     * @param caller who calls, and where
     * @param time in which planted delays pass
     * @param sleeper how a synchronous caller waits for them
     */
    public DirectClient(Services services, Caller caller, TimeSource time, Sleeper sleeper) {
        this.services = services;
        this.caller = caller;
        this.time = time;
        this.sleeper = sleeper;
    }

    /**
     * The asynchronous client. Its futures complete on the calling thread, or in virtual time where a delay is planted.
     *
     * @return a new client
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the caller gets it, as the object that it is
    public CloudFormationAsyncClient async() {
        return client(CloudFormationAsyncClient.class, this::promise);
    }

    /**
     * The synchronous client.
     *
     * @return a new client
     */
    public CloudFormationClient sync() {
        return client(CloudFormationClient.class, this::await);
    }

    /** How the answer to a call comes back: in a future, or to a thread that waits. */
    private interface Delivery {
        Object of(Action action, Reply reply);
    }

    private <C> C client(Class<C> face, Delivery delivery) {
        InvocationHandler handler = (client, method, arguments) -> {
            Action action = ACTIONS.get(method);
            return action == null
                    ? other(client, method, arguments)
                    : delivery.of(action, call(action.name(), (CloudFormationRequest) arguments[0]));
        };
        return face.cast(Proxy.newProxyInstance(face.getClassLoader(), new Class<?>[] {face}, handler));
    }

    private Reply call(String action, CloudFormationRequest request) {
        return services.call(new Exchange(
                caller,
                Engine.SERVICE,
                action,
                Parameters.of(request),
                (engine, ago) -> engine.call(caller, action, request, ago)));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a planted delay is nobody's to cancel
    private CompletableFuture<Object> promise(Action action, Reply reply) {
        CompletableFuture<Object> promised = time.newFuture();
        if (reply.delay().isZero()) {
            keep(promised, action, reply);
        } else {
            time.scheduler()
                    .schedule(() -> keep(promised, action, reply), reply.delay().toNanos(), TimeUnit.NANOSECONDS);
        }
        return promised;
    }

    private static void keep(CompletableFuture<Object> promised, Action action, Reply reply) {
        try {
            promised.complete(SdkAnswer.of(action, reply));
        } catch (SdkException refusal) {
            promised.completeExceptionally(refusal);
        }
    }

    private Object await(Action action, Reply reply) {
        try {
            sleeper.sleep(reply.delay());
            return SdkAnswer.of(action, reply);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("Thread was interrupted", interrupted);
        }
    }

    @SuppressWarnings("NullAway") // what returns void returns null
    private @Nullable Object other(Object client, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "serviceName" -> CloudFormationClient.SERVICE_NAME;
            case "serviceClientConfiguration" ->
                CloudFormationServiceClientConfiguration.builder()
                        .region(Region.of(caller.region()))
                        .build();
            case "waiter" -> waiter(client);
            case "close" -> null;
            case "equals" -> client == arguments[0];
            case "hashCode" -> System.identityHashCode(client);
            case "toString" -> "direct client of " + caller;
            default -> InvocationHandler.invokeDefault(client, method, arguments);
        };
    }

    private Object waiter(Object client) {
        return client instanceof CloudFormationAsyncClient async
                ? CloudFormationAsyncWaiter.builder()
                        .client(async)
                        .scheduledExecutorService(time.scheduler())
                        .build()
                : CloudFormationWaiter.builder()
                        .client((CloudFormationClient) client)
                        .build();
    }
}
