package dev.stacksets.testing.internal.engine.action;

import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.engine.base.Errors;
import dev.stacksets.testing.internal.protocol.AwsError;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/** The actions of CloudFormation that are simulated, each named as its request. */
public final class ActionTable {

    /** A read, which may be asked for an older state. */
    public interface Read<Q, R> {
        R answer(Caller caller, Q request, Instant seen);
    }

    /** One action: how its requests are built, and what answers them. */
    public record Action(Supplier<SdkPojo> request, Read<Object, SdkPojo> handler) {}

    private final Map<String, Action> actions = new HashMap<>();

    /** An action that sees today's state. */
    public <Q> void on(
            Class<Q> type, Supplier<? extends SdkPojo> request, BiFunction<Caller, Q, ? extends SdkPojo> handler) {
        read(type, request, (caller, decoded, seen) -> handler.apply(caller, decoded));
    }

    public <Q> void read(Class<Q> type, Supplier<? extends SdkPojo> request, Read<Q, ? extends SdkPojo> handler) {
        String name = type.getSimpleName().replaceAll("Request$", "");
        actions.put(
                name,
                new Action(request::get, (caller, decoded, seen) -> handler.answer(caller, type.cast(decoded), seen)));
    }

    /**
     * Finds an action.
     *
     * @throws AwsError code {@code InvalidAction} when it is not simulated
     */
    public Action find(String name) {
        return Optional.ofNullable(actions.get(name)).orElseThrow(() -> Errors.invalidAction(name));
    }
}
