package dev.stacksets.testing.internal.accounts;

import dev.stacksets.testing.internal.protocol.AwsError;
import dev.stacksets.testing.internal.protocol.JsonDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** Operations by name, over the SDK's request and response shapes. */
final class JsonOperations {

    private record Operation(Supplier<SdkPojo> request, BiFunction<String, Object, SdkPojo> handler) {}

    private static final int SHOWN = 200;

    private final Map<String, Operation> byName = new HashMap<>();

    <Q> JsonOperations on(Class<Q> type, Supplier<? extends SdkPojo> request, Function<Q, ? extends SdkPojo> handler) {
        return on(type, request, (caller, decoded) -> handler.apply(decoded));
    }

    <Q> JsonOperations on(
            Class<Q> type, Supplier<? extends SdkPojo> request, BiFunction<String, Q, ? extends SdkPojo> handler) {
        byName.put(
                name(type),
                new Operation(request::get, (caller, decoded) -> handler.apply(caller, type.cast(decoded))));
        return this;
    }

    /** The SDK writes Aws where the service writes AWS. */
    private static String name(Class<?> request) {
        return request.getSimpleName().replaceAll("Request$", "").replace("Aws", "AWS");
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    Object read(String name, String body) {
        return JsonDecoder.decode(find(name).request().get(), body);
    }

    SdkPojo call(String caller, String name, Supplier<Object> request) {
        return find(name).handler().apply(caller, request.get());
    }

    private Operation find(String name) {
        Operation operation = byName.get(name);
        if (operation == null) {
            throw unknown(name);
        }
        return operation;
    }

    static AwsError unknown(String name) {
        return new AwsError(400, "UnknownOperationException", "Not simulated: " + shortened(name));
    }

    static String shortened(@Nullable String text) {
        String shown = String.valueOf(text);
        return shown.length() <= SHOWN ? shown : shown.substring(0, SHOWN) + "...";
    }
}
