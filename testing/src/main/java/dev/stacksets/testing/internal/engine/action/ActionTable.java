package dev.stacksets.testing.internal.engine.action;

import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.engine.base.Errors;
import dev.stacksets.testing.internal.protocol.Ahead;
import dev.stacksets.testing.internal.protocol.AwsError;
import dev.stacksets.testing.internal.template.Template;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/** The actions of CloudFormation that are simulated, each named as its request. */
public final class ActionTable {

    /** A read, which may be asked for an older state. */
    public interface Read<Q, R> {
        R answer(Caller caller, Q request, Instant seen);
    }

    /** An action that brings a template, which is read by then, or refused when it is asked for. */
    public interface WithTemplate<Q, R> {
        R answer(Caller caller, Q request, Supplier<Template> template);
    }

    /** Answers one request, under the engine's lock. */
    public interface Prepared {
        SdkPojo answer(Caller caller, Instant seen);
    }

    /** One action: how its requests are built, and what is done for one before the engine's lock is taken. */
    public record Action(Supplier<SdkPojo> request, Function<Object, Prepared> prepare) {}

    private final Map<String, Action> actions = new HashMap<>();

    /** An action that sees today's state. */
    public <Q> void on(
            Class<Q> type, Supplier<? extends SdkPojo> request, BiFunction<Caller, Q, ? extends SdkPojo> handler) {
        read(type, request, (caller, decoded, seen) -> handler.apply(caller, decoded));
    }

    public <Q> void read(Class<Q> type, Supplier<? extends SdkPojo> request, Read<Q, ? extends SdkPojo> handler) {
        put(type, request, decoded -> (caller, seen) -> handler.answer(caller, decoded, seen));
    }

    /** An action that brings a template, which is parsed before the engine's lock is taken. */
    public <Q> void withTemplate(
            Class<Q> type,
            Supplier<? extends SdkPojo> request,
            Function<Q, Template> parser,
            WithTemplate<Q, ? extends SdkPojo> handler) {
        put(type, request, decoded -> {
            Supplier<Template> template = Ahead.of(() -> parser.apply(decoded));
            return (caller, seen) -> handler.answer(caller, decoded, template);
        });
    }

    private <Q> void put(Class<Q> type, Supplier<? extends SdkPojo> request, Function<Q, Prepared> prepare) {
        String name = type.getSimpleName().replaceAll("Request$", "");
        actions.put(name, new Action(request::get, decoded -> prepare.apply(type.cast(decoded))));
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
