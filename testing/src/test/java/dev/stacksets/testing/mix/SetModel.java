package dev.stacksets.testing.mix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.testing.mix.Asked.Defined;
import dev.stacksets.testing.mix.Asked.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One stack set: which instances it must have, in which state. Written from the user guide, not from the engine. */
final class SetModel {

    /** One instance. */
    static final class Expected {

        private String status = "OUTDATED";
        private boolean stack;
        private String drift = "NOT_CHECKED";
        private Map<String, String> overrides = Map.of();

        private void outdate() {
            status = isInoperable() ? status : "OUTDATED";
        }

        private boolean isInoperable() {
            return status.equals("INOPERABLE");
        }

        String status() {
            return status;
        }

        boolean hasStack() {
            return stack;
        }

        String drift() {
            return drift;
        }

        Map<String, String> overrides() {
            return overrides;
        }
    }

    private final boolean serviceManaged;
    private final boolean managed;
    private final boolean retainsOnRemoval;
    private final World world;
    private final Map<String, Expected> instances = new TreeMap<>();
    private final Map<String, OperationModel> operations = new LinkedHashMap<>();
    private final Set<String> failing = new TreeSet<>();
    private final Set<String> skipping = new TreeSet<>();
    private Defined defined;

    SetModel(World world, Defined defined, boolean serviceManaged, boolean managed, boolean retainsOnRemoval) {
        this.world = world;
        this.defined = defined;
        this.serviceManaged = serviceManaged;
        this.managed = managed;
        this.retainsOnRemoval = retainsOnRemoval;
    }

    void accepted(String id, Asked asked) {
        if (!managed) {
            assertThat(isBusy())
                    .as("%s accepted while another operation is unfinished", id)
                    .isFalse();
        }
        assertThat(operations).as("operation ids").doesNotContainKey(id);
        operations.put(id, new OperationModel(id, asked));
    }

    void operation(String id, String action, String status) {
        OperationModel operation = operations.computeIfAbsent(id, unknown -> automatic(id, action));
        operation.become(status);
        if (status.equals("RUNNING")) {
            requireNoConflict(operation);
            begin(operation);
        } else if (!operation.isUnfinished() && !status.equals("STOPPING")) {
            operation.requireOver();
        }
    }

    private OperationModel automatic(String id, String action) {
        assertThat(serviceManaged)
                .as("%s was started by nobody, in a self-managed set", id)
                .isTrue();
        Kind kind = action.equals("DELETE") ? Kind.AUTOMATIC_DELETE : Kind.AUTOMATIC_CREATE;
        return new OperationModel(id, Asked.automatic(kind, kind == Kind.AUTOMATIC_DELETE && retainsOnRemoval));
    }

    /** First come, first served: what conflicts with an earlier operation waits for its end. */
    private void requireNoConflict(OperationModel starting) {
        List<OperationModel> before = new ArrayList<>();
        for (OperationModel other : operations.values()) {
            if (other == starting) {
                break;
            }
            before.add(other);
        }
        Set<String> targets = starting.asked().targets().apply(this);
        for (OperationModel other : operations.values()) {
            boolean ahead = other.isActive() || (other.is("QUEUED") && before.contains(other));
            if (other != starting && ahead) {
                assertThat(managed)
                        .as("%s beside %s", starting.id(), other.id())
                        .isTrue();
                boolean whole = starting.asked().kind().isWhole()
                        || other.asked().kind().isWhole();
                assertThat(whole || !Collections.disjoint(targets, touched(other)))
                        .as("%s begins beside %s, which is %s", starting.id(), other.id(), other.status())
                        .isFalse();
            }
        }
    }

    private Set<String> touched(OperationModel operation) {
        return operation.is("QUEUED")
                ? operation.asked().targets().apply(this)
                : operation.results().keySet();
    }

    private void begin(OperationModel operation) {
        Asked asked = operation.asked();
        defined = asked.change().apply(defined);
        if (asked.changesDefinition()) {
            instances.values().forEach(Expected::outdate);
        }
        Set<String> targets = asked.exact() ? targets(asked) : Set.of();
        operation.begin(targets);
        targets.forEach(key -> address(asked, key));
    }

    private Set<String> targets(Asked asked) {
        Set<String> named = new TreeSet<>(asked.targets().apply(this));
        switch (asked.kind()) {
            case UPDATE, DELETE -> named.retainAll(instances.keySet());
            case UPDATE_SET ->
                named.removeIf(
                        key -> !instances.containsKey(key) || expected(key).isInoperable());
            case DRIFT -> named.removeIf(key -> !expected(key).stack);
            default -> {}
        }
        return named;
    }

    private void address(Asked asked, String key) {
        if (asked.kind().deploys() || asked.kind() == Kind.IMPORT) {
            Expected expected = instances.computeIfAbsent(key, added -> new Expected());
            expected.outdate();
            expected.overrides = asked.overriding().apply(expected.overrides);
        }
    }

    void instance(String key, String id, String status) {
        OperationModel operation = operations.get(id);
        assertThat(operation).as("operation %s", id).isNotNull();
        boolean first = operation != null && !operation.results().containsKey(key);
        if (operation != null) {
            operation.move(key, status);
            if (first) {
                address(operation.asked(), key);
            }
            settle(operation.asked(), key, status);
        }
    }

    private void settle(Asked asked, String key, String status) {
        switch (status) {
            case "RUNNING" -> start(asked, key);
            case "SKIPPED" ->
                assertThat(skipping.remove(key)).as("%s was skipped", key).isTrue();
            case "SUCCEEDED" -> succeed(asked, key);
            case "FAILED" -> fail(asked, key);
            default -> {}
        }
    }

    private void start(Asked asked, String key) {
        if (asked.retains()) {
            return;
        }
        if (serviceManaged && world.isSuspended(OperationModel.account(key))) {
            skipping.add(key);
        } else if (world.failsNext(OperationModel.account(key))) {
            failing.add(key);
        }
    }

    private void succeed(Asked asked, String key) {
        assertThat(failing).as("fails what succeeded").doesNotContain(key);
        assertThat(skipping).as("skips what succeeded").doesNotContain(key);
        assertThat(obstacle(asked, key)).as("%s must not succeed", key).isFalse();
        if (asked.kind().deletes()) {
            instances.remove(key);
            return;
        }
        Expected expected = expected(key);
        if (asked.kind() == Kind.DRIFT) {
            expected.drift = world.drifts(OperationModel.account(key)) ? "DRIFTED" : "IN_SYNC";
            return;
        }
        expected.status = "CURRENT";
        expected.stack = true;
        if (asked.kind() == Kind.IMPORT) {
            String env = asked.imported().env();
            expected.overrides = env.equals(defined.env()) ? Map.of() : Map.of("Env", env);
        }
    }

    private boolean obstacle(Asked asked, String key) {
        if (asked.kind() == Kind.IMPORT) {
            return !asked.imported().template().equals(defined.template());
        }
        return asked.kind().deploys() && expected(key).isInoperable();
    }

    private void fail(Asked asked, String key) {
        assertThat(failing.remove(key) || obstacle(asked, key))
                .as("%s failed for no reason", key)
                .isTrue();
        if (asked.kind().deletes() || asked.kind() == Kind.IMPORT) {
            expected(key).status = "INOPERABLE";
        }
    }

    private Expected expected(String key) {
        Expected expected = instances.get(key);
        if (expected == null) {
            throw new AssertionError("no instance " + key + " is expected");
        }
        return expected;
    }

    /** Whether records are on their way that only the service knows of. */
    boolean isWatchable() {
        return operations.values().stream()
                .noneMatch(operation ->
                        operation.isActive() && operation.asked().kind().isAutomatic());
    }

    boolean isBusy() {
        return operations.values().stream().anyMatch(OperationModel::isUnfinished);
    }

    boolean isManaged() {
        return managed;
    }

    Map<String, Expected> instances() {
        return instances;
    }

    Map<String, String> statuses() {
        return instances.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().status(), (a, b) -> b, TreeMap::new));
    }

    Collection<OperationModel> operations() {
        return operations.values();
    }
}
