package dev.stacksets.samples.work;

import dev.stacksets.StackSets;
import dev.stacksets.plan.Plan;
import dev.stacksets.testing.StackSetsSimulator;
import dev.stacksets.yaml.FleetFile;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Plans of many accounts, as JSON. */
public final class Plans {
    private Plans() {}

    public static String of(int accounts) {
        StackSetsSimulator simulator = StackSetsSimulator.builder().build();
        String text =
                "stackSet: s\ntemplateBody: 'Resources: {T: {Type: \"AWS::SNS::Topic\"}}'\ngroups: {all: {accounts: ["
                        + IntStream.range(0, accounts)
                                .mapToObj(number -> "'" + (100_000_000_000L + number) + "'")
                                .collect(Collectors.joining(", "))
                        + "], regions: [us-east-1]}}\n";
        try (StackSets stackSets = StackSets.builder()
                .client(simulator.directAsyncClient())
                .timeSource(simulator.time())
                .caller(simulator.caller())
                .callbackExecutor(Runnable::run)
                .build()) {
            Plan plan =
                    stackSets.plan(FleetFile.parse(text, Path.of("")).desired()).join();
            return plan.toJson();
        }
    }
}
