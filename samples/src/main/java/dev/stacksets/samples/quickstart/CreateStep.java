package dev.stacksets.samples.quickstart;

import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.InsufficientCapabilitiesException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.cloudformation.model.Capability;

/** Creates a stack set from a file; at first without the capability its template needs. */
final class CreateStep {
    private static final String NAME = "iam-baseline";

    private final Tour tour;
    private final StackSets stackSets;
    private final Secret password;
    private final Path template;

    CreateStep(Tour tour, TemplateFolder folder, StackSets stackSets, Secret password) {
        this.tour = tour;
        this.stackSets = stackSets;
        this.password = password;
        this.template = folder.extract("iam-baseline.yaml");
    }

    StackSet create() {
        tour.step("Create the stack set");
        tour.say("The template " + template + " makes an IAM user and three groups with fixed names. AWS wants that"
                + " acknowledged; this is what comes without:");
        refusedWithoutCapability();

        tour.say("The password was drawn at random for this run and is a Secret: it is shown nowhere.");
        tour.call("""
                stackSets.create("iam-baseline", s -> s
                        .template(TemplateSource.file(template))
                        .parameter("Password", Secret.of(password))
                        .parameter("NamePrefix", "acme")
                        .tag("owner", "platform-team")
                        .capability(Capability.CAPABILITY_NAMED_IAM))""");
        StackSet created = stackSets
                .create(
                        NAME,
                        s -> definition(s).tag("owner", "platform-team").capability(Capability.CAPABILITY_NAMED_IAM))
                .join();
        tour.result(created + " is there. It has no instance yet: creating a stack set deploys nothing.");
        return created;
    }

    private void refusedWithoutCapability() {
        try {
            stackSets.create(NAME, this::definition).join();
            throw new IllegalStateException("a template with named IAM resources was taken without its capability");
        } catch (CompletionException failed) {
            if (!(failed.getCause() instanceof InsufficientCapabilitiesException refused)) {
                throw failed;
            }
            tour.result(refused.getClass().getSimpleName() + ": " + refused.getMessage());
        }
    }

    private StackSetDefinition.Builder definition(StackSetDefinition.Builder definition) {
        return definition
                .template(TemplateSource.file(template))
                .parameter("Password", password)
                .parameter("NamePrefix", "acme");
    }
}
