package dev.stacksets.facade;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/** The client of a process that dies at one of its calls: that call and all after it are never answered. */
final class MortalClient {
    private final CloudFormationAsyncClient real;
    private final int last;
    private final boolean arrives;
    private final Object silence = new CompletableFuture<>();
    private int calls;

    /**
     * Lives for a while.
     *
     * @param last the call it dies at, from 1
     * @param arrives whether AWS still takes that call
     */
    MortalClient(CloudFormationAsyncClient real, int last, boolean arrives) {
        this.real = real;
        this.last = last;
        this.arrives = arrives;
    }

    CloudFormationAsyncClient client() {
        return (CloudFormationAsyncClient) Proxy.newProxyInstance(
                MortalClient.class.getClassLoader(),
                new Class<?>[] {CloudFormationAsyncClient.class},
                (proxy, method, arguments) -> call(method, arguments));
    }

    boolean isDead() {
        return calls >= last;
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        if (method.getReturnType() != CompletableFuture.class) {
            return forward(method, arguments);
        }
        calls++;
        if (calls < last) {
            return forward(method, arguments);
        }
        if (calls == last && arrives) {
            Object unused = forward(method, arguments);
        }
        return silence;
    }

    private Object forward(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
