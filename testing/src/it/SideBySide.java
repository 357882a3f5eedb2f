import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.OperationPreferences;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;

/** What terraform/side-by-side.tf does, through this library. Usage: SideBySide apply|look|change|destroy ENDPOINT ACCOUNTS REGIONS */
public final class SideBySide {
    private static final String TEMPLATE = """
            {"Parameters": {"Level": {"Type": "String"}}, "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}
            """;

    private SideBySide() {}

    public static void main(String[] arguments) throws InterruptedException {
        List<String> accounts = List.of(arguments[2].split(","));
        List<String> regions = List.of(arguments[3].split(","));
        OperationPreferences preferences = OperationPreferences.builder()
                .maxConcurrentPercentage(100)
                .failureTolerancePercentage(100)
                .regionConcurrency(RegionConcurrencyType.PARALLEL)
                .build();
        try (StackSets stackSets = StackSets.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create(arguments[1]))
                .build()) {
            StackSet side = stackSets.stackSet("side");
            switch (arguments[0]) {
                case "apply" -> stackSets
                        .create(
                                "side",
                                s -> s.template(TemplateSource.inline(TEMPLATE)).parameter("Level", "low"))
                        .join()
                        .deploy(d -> d.accounts(accounts).regions(regions).preferences(preferences))
                        .await();
                case "look" -> {
                    if (!side.describe().join().parameters().get("Level").equals("low")
                            || side.listInstances().toList().join().size() != accounts.size() * regions.size()) {
                        throw new IllegalStateException("it is not as it should be");
                    }
                }
                case "change" -> side.update(u -> u.template(TemplateSource.previous())
                                .parameter("Level", "high")
                                .preferences(preferences))
                        .await();
                case "destroy" -> side.deleteEverything(d -> d.deleteStacks().preferences(preferences))
                        .outcome()
                        .join();
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }
    }
}
