package dev.stacksets.samples.quickstart;

import dev.stacksets.StackSet;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.samples.console.Verdict;
import dev.stacksets.target.StackInstance;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.cloudformation.model.Capability;

/** Changes what is deployed: one parameter in one account, then the template everywhere. */
final class ChangeStep {
    private static final String SPECIAL = "666677778888";

    private final Tour tour;
    private final StackSet baseline;
    private final Path changedTemplate;

    ChangeStep(Tour tour, TemplateFolder folder, StackSet baseline) {
        this.tour = tour;
        this.baseline = baseline;
        this.changedTemplate = folder.extract("iam-baseline-v2.yaml");
    }

    void overrideInOneAccount() throws InterruptedException {
        tour.step("Another parameter value in one account");
        tour.call(String.format(Locale.ROOT, """
                baseline.updateInstances(u -> u
                        .accounts("%s").regions("us-east-1", "eu-west-1")
                        .overrides(o -> o.set("OperatorsMayReboot", "no")))""", SPECIAL));
        baseline.updateInstances(u -> u.accounts(SPECIAL)
                        .regions(Playground.REGIONS)
                        .overrides(o -> o.set("OperatorsMayReboot", "no")))
                .await();
        StackInstance instance = baseline.describeInstance(SPECIAL, "eu-west-1").join();
        tour.result(instance.id() + " is " + instance.status() + " with the overrides "
                + instance.overrides().orElse(Map.of()) + ".");
    }

    void updateTemplate() throws InterruptedException {
        tour.step("A new version of the template, everywhere");
        tour.say(changedTemplate + " adds a group for cost reviews. A parameter left out of an update goes back to the"
                + " template's default, so those to keep are named; for the password there is no other way, since AWS"
                + " never tells it. Overrides stay.");
        tour.call("""
                baseline.update(u -> u
                        .template(TemplateSource.file(changedTemplate))
                        .usePreviousValue("Password")
                        .usePreviousValue("NamePrefix")
                        .capability(Capability.CAPABILITY_NAMED_IAM)
                        .preferences(atOnce))""");
        OperationResult updated = baseline.update(u -> u.template(TemplateSource.file(changedTemplate))
                        .usePreviousValue("Password")
                        .usePreviousValue("NamePrefix")
                        .capability(Capability.CAPABILITY_NAMED_IAM)
                        .preferences(Playground.AT_ONCE))
                .await();
        tour.result(new Verdict(updated).headline());
    }
}
