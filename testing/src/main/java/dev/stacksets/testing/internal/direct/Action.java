package dev.stacksets.testing.internal.direct;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationRequest;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationResponse;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * What a method of an SDK client calls.
 *
 * @param name such as {@code CreateStackSet}
 * @param response the shape of its answers
 */
record Action(String name, Class<?> response) {

    /** Actions take one request; paginators do too, but only make calls of actions. */
    static boolean isOne(Method method) {
        return method.getParameterCount() == 1
                && CloudFormationRequest.class.isAssignableFrom(method.getParameterTypes()[0])
                && !method.getName().endsWith("Paginator");
    }

    static Action of(Method method) {
        String request = method.getParameterTypes()[0].getSimpleName();
        Class<?> response = method.getGenericReturnType() instanceof ParameterizedType future
                ? (Class<?>) future.getActualTypeArguments()[0]
                : method.getReturnType();
        return new Action(request.substring(0, request.length() - "Request".length()), response);
    }

    /** An answer that says nothing. */
    CloudFormationResponse nothing() {
        try {
            SdkPojo builder = (SdkPojo) response.getMethod("builder").invoke(null);
            return (CloudFormationResponse) ((Buildable) builder).build();
        } catch (ReflectiveOperationException unlike) {
            throw new IllegalStateException(response + " is not built as responses of the SDK are", unlike);
        }
    }
}
