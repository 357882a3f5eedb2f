package dev.stacksets.samples.cli;

import dev.stacksets.StackSet;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.samples.console.Screen;
import dev.stacksets.samples.console.TextTable;
import dev.stacksets.target.StackInstance;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        versionProvider = StackSetsCommand.Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Shows a stack set, its instances and its last operations, or one operation.")
final class StatusCommand implements Callable<Integer> {
    private static final int OPERATIONS_SHOWN = 5;

    private final Surroundings surroundings;

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "The stack set's name or id.")
    private String name = "";

    @Option(names = "--operation", paramLabel = "ID", description = "Only this operation, with every instance of it.")
    private Optional<String> operation = Optional.empty();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Screen screen = connection.screen(surroundings);
        try (Session session = connection.open(surroundings)) {
            session.noteIfEmpty(screen);
            StackSet stackSet = session.stackSets().stackSet(name);
            operation.ifPresentOrElse(id -> operation(screen, stackSet, id), () -> everything(screen, stackSet));
        }
        return ExitCodes.SUCCEEDED;
    }

    private static void everything(Screen screen, StackSet stackSet) {
        StackSetDescription description = stackSet.describe().join();
        List<StackInstance> instances = stackSet.listInstances().toList().join();
        List<OperationDescription> operations =
                stackSet.listOperations().toList().join();
        screen.say("Stack set " + description.name() + " (" + description.id() + ") is " + description.status() + ".");
        description.description().ifPresent(text -> screen.say("   " + text));
        description
                .drift()
                .ifPresent(drift -> screen.say("Drift: " + drift.status()
                        + drift.checkedAt()
                                .map(at -> ", last looked at " + at.truncatedTo(ChronoUnit.SECONDS))
                                .orElse("")));
        screen.say("Instances: " + instances.size());
        if (!instances.isEmpty()) {
            instances(instances).forEach(screen::say);
        }
        screen.say("Operations, the newest first: " + operations.size());
        if (!operations.isEmpty()) {
            operations(operations).forEach(screen::say);
        }
    }

    private static List<String> instances(List<StackInstance> instances) {
        TextTable table = new TextTable(List.of("account", "Region", "status", "detail", "why"));
        instances.stream()
                .sorted(Comparator.comparing(StackInstance::id))
                .forEach(instance -> table.row(List.of(
                        instance.id().account(),
                        instance.id().region(),
                        instance.status().toString(),
                        instance.rawDetailedStatus(),
                        instance.reason().orElse(""))));
        return table.lines();
    }

    private static List<String> operations(List<OperationDescription> operations) {
        TextTable table = new TextTable(List.of("operation", "action", "status", "created", "ended"));
        operations.stream()
                .limit(OPERATIONS_SHOWN)
                .forEach(each -> table.row(List.of(
                        each.operationId(),
                        each.action().toString(),
                        each.rawStatus(),
                        time(each.createdAt()),
                        time(each.endedAt()))));
        return table.lines();
    }

    private static void operation(Screen screen, StackSet stackSet, String id) {
        OperationDescription operation = stackSet.describeOperation(id).join();
        screen.say(operation.action() + " operation " + id + " is " + operation.rawStatus() + "."
                + operation.statusReason().map(reason -> " " + reason).orElse(""));
        TextTable table = new TextTable(List.of("account", "Region", "outcome", "why"));
        stackSet.listOperationResults(id).toList().join().stream()
                .sorted(Comparator.comparing(InstanceResult::instance))
                .forEach(result -> table.row(List.of(
                        result.account(),
                        result.region(),
                        result.outcome().toString(),
                        result.reason().orElse(""))));
        table.lines().forEach(screen::say);
    }

    private static String time(Optional<Instant> instant) {
        return instant.map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("");
    }
}
