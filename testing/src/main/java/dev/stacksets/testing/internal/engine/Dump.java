package dev.stacksets.testing.internal.engine;

import dev.stacksets.testing.internal.engine.operation.Directory;
import dev.stacksets.testing.internal.engine.operation.Operation;
import dev.stacksets.testing.internal.engine.operation.Rollout;
import dev.stacksets.testing.internal.engine.operation.StackSetState;
import dev.stacksets.testing.internal.engine.record.Instance;

/** State as text; long lists are cut. */
public final class Dump {

    private static final int INSTANCES = 50;

    private final StringBuilder text = new StringBuilder();

    private Dump() {}

    public static String of(Directory directory) {
        Dump dump = new Dump();
        directory.all().forEach(store -> store.after(0).forEach(dump::add));
        return dump.text.toString();
    }

    private void add(StackSetState stackSet) {
        line("stack set " + stackSet.arn() + (stackSet.isDeleted() ? " DELETED" : " ACTIVE") + ", "
                + stackSet.instances().size() + " instances");
        stackSet.operations().history().stream().map(Rollout::operation).forEach(this::add);
        stackSet.instances().all().limit(INSTANCES).forEach(this::add);
    }

    private void add(Operation operation) {
        line("  operation " + operation.id() + " " + operation.action() + " " + operation.status() + " since "
                + operation.createdAt()
                + operation.endedAt().map(end -> ", ended " + end).orElse(""));
        operation.regions().forEach(region -> line("    " + region));
    }

    private void add(Instance instance) {
        line("  instance " + instance.key() + " " + instance.status() + "/" + instance.detailedStatus()
                + instance.reason().map(reason -> " (" + reason + ")").orElse(""));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
