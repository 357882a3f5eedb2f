package dev.stacksets.facade;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/** A client between the library and the simulator that answers as no network could. */
final class Misbehaving {
    private Misbehaving() {}

    /** What becomes of a call. */
    @FunctionalInterface
    interface Way {
        /** Gives what the client gives, or throws; {@code real} makes the call. */
        @Nullable
        Object answer(String action, Supplier<CompletableFuture<Object>> real);
    }

    static CloudFormationAsyncClient client(CloudFormationAsyncClient real, Way way) {
        return (CloudFormationAsyncClient) Proxy.newProxyInstance(
                Misbehaving.class.getClassLoader(),
                new Class<?>[] {CloudFormationAsyncClient.class},
                (proxy, method, arguments) -> method.getReturnType() == CompletableFuture.class
                        ? way.answer(action(method.getName()), () -> call(real, method, arguments))
                        : method.invoke(real, arguments));
    }

    private static String action(String method) {
        return Character.toUpperCase(method.charAt(0)) + method.substring(1);
    }

    @SuppressWarnings("unchecked")
    private static CompletableFuture<Object> call(CloudFormationAsyncClient real, Method method, Object[] arguments) {
        try {
            return (CompletableFuture<Object>) method.invoke(real, arguments);
        } catch (IllegalAccessException | InvocationTargetException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
