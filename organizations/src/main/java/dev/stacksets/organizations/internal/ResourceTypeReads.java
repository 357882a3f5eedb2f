package dev.stacksets.organizations.internal;

import dev.stacksets.AwsCalls;
import dev.stacksets.organizations.roles.ExecutionPermissions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.RegistryType;

/** What the handlers of resource types need, as AWS's registry tells it in their schemas. */
public final class ResourceTypeReads {
    private static final List<String> HANDLERS = List.of("create", "read", "update", "delete");

    private final AwsCalls<CloudFormationAsyncClient> calls;

    public ResourceTypeReads(AwsCalls<CloudFormationAsyncClient> calls) {
        this.calls = calls;
    }

    /** What the registry tells of one type: its permissions, or why there are none. */
    private record Told(String type, List<String> actions, Optional<String> unknown) {
        static Told unknown(String type, String why) {
            return new Told(type, List.of(), Optional.of(why));
        }
    }

    public CompletableFuture<ExecutionPermissions> permissions(Collection<String> types) {
        List<String> each = types.stream().distinct().sorted().toList();
        return calls.each(each, this::tell).thenApply(told -> {
            Map<String, List<String>> actions = new TreeMap<>();
            Map<String, String> unknown = new TreeMap<>();
            told.forEach(one -> one.unknown()
                    .ifPresentOrElse(
                            why -> unknown.put(one.type(), why), () -> actions.put(one.type(), one.actions())));
            return ExecutionPermissions.derived(actions, unknown);
        });
    }

    private CompletableFuture<Told> tell(String type) {
        if (type.startsWith("Custom::") || type.equals("AWS::CloudFormation::CustomResource")) {
            return CompletableFuture.completedFuture(
                    Told.unknown(type, "a custom resource; at least its function must be invoked"));
        }
        return calls.call(
                        "DescribeType",
                        client -> client.describeType(
                                r -> r.type(RegistryType.RESOURCE).typeName(type)),
                        answer -> told(type, answer.schema()))
                .exceptionallyCompose(failure -> Failure.hasCode(failure, "TypeNotFoundException")
                        ? CompletableFuture.completedFuture(Told.unknown(type, "AWS's registry does not know it"))
                        : CompletableFuture.failedFuture(failure));
    }

    /** User guide of the CloudFormation CLI, resource type schema: handlers name the permissions they need. */
    private static Told told(String type, @Nullable String schema) {
        List<String> actions = Optional.ofNullable(schema).flatMap(Document::parse).stream()
                .flatMap(document ->
                        HANDLERS.stream().flatMap(handler -> document.at("handlers", handler, "permissions").stream()))
                .flatMap(permissions -> permissions.items().stream())
                .flatMap(action -> action.text().stream())
                .map(String::strip)
                .filter(action -> !action.isEmpty())
                .distinct()
                .toList();
        return actions.isEmpty()
                ? Told.unknown(type, "its schema names no permissions")
                : new Told(type, actions, Optional.empty());
    }
}
