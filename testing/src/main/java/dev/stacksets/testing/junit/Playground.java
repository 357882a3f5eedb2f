package dev.stacksets.testing.junit;

import dev.stacksets.StackSets;
import dev.stacksets.testing.StackSetsSimulator;
import dev.stacksets.testing.VirtualTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** One test's simulator and what was asked for on top of it; each thing is made once. */
final class Playground {

    private static final Map<Class<?>, Function<StackSetsSimulator, Object>> OFFERED = Map.of(
            StackSetsSimulator.class, simulator -> simulator,
            VirtualTime.class, StackSetsSimulator::time,
            CloudFormationAsyncClient.class, StackSetsSimulator::asyncClient,
            CloudFormationClient.class, StackSetsSimulator::client,
            StackSets.class, Playground::stackSets);

    private final StackSetsSimulator simulator;
    private final Map<Class<?>, Object> made = new LinkedHashMap<>();

    Playground(StackSetsSimulator simulator) {
        this.simulator = simulator;
    }

    static boolean offers(Class<?> type) {
        return OFFERED.containsKey(type);
    }

    synchronized Object get(Class<?> type) {
        Object known = made.get(type);
        if (known == null) {
            known = OFFERED.getOrDefault(type, any -> type).apply(simulator);
            made.put(type, known);
        }
        return known;
    }

    StackSetsSimulator simulator() {
        return simulator;
    }

    /** Everything on the thread that moves the clock, so that a test sees what it caused. */
    private static StackSets stackSets(StackSetsSimulator simulator) {
        return StackSets.builder()
                .client(simulator.asyncClient())
                .timeSource(simulator.time())
                .caller(simulator.caller())
                .callbackExecutor(Runnable::run)
                .build();
    }

    synchronized void close() {
        made.values().forEach(Playground::close);
        made.clear();
    }

    private static void close(Object made) {
        if (made instanceof StackSets stackSets) {
            stackSets.close();
        } else if (made instanceof SdkAutoCloseable client) {
            client.close();
        }
    }
}
