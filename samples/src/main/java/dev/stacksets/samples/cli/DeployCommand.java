package dev.stacksets.samples.cli;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.samples.console.Screen;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.StackInstance;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "deploy",
        customSynopsis = "stacksets deploy --name=NAME --template=FILE --accounts=A,B --regions=R1,R2 [OPTIONS]",
        mixinStandardHelpOptions = true,
        versionProvider = StackSetsCommand.Version.class,
        sortOptions = false,
        description = "Creates a stack set, or updates the one of that name, and deploys it.")
final class DeployCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "The stack set's name.")
    private String name = "";

    @Mixin
    private DefinitionOptions definitionOptions = new DefinitionOptions();

    @Mixin
    private TargetOptions targets = new TargetOptions();

    @Option(
            names = "--update-all",
            description = "Lets an update of the stack set reach instances in accounts and Regions not named.")
    private boolean updateAll;

    @Option(names = "--detach", description = "Print the deployment's token and end; the deployment goes on in AWS.")
    private boolean detach;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    DeployCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        connection.check();
        DeploymentSpec deployment = targets.deployment();
        StackSetDefinition definition = definitionOptions.definition(name, surroundings);
        connection.check(definition);
        Screen screen = connection.screen(surroundings);
        try (Session session = connection.open(surroundings)) {
            return new Run(screen, session).deploy(definition, deployment);
        }
    }

    /** One run, once the input is known to be good. */
    private final class Run {
        private final Screen screen;
        private final Session session;
        private final Show show;

        Run(Screen screen, Session session) {
            this.screen = screen;
            this.session = session;
            this.show = new Show(screen, session);
        }

        int deploy(StackSetDefinition definition, DeploymentSpec deployment) throws InterruptedException {
            Optional<StackSetDescription> existing = existing();
            if (existing.isEmpty()) {
                StackSet created = session.stackSets().create(definition).join();
                screen.say("Created stack set " + created.name() + " (" + created.nameOrId() + ").");
                return deploy(created, deployment);
            }
            StackSet stackSet = session.stackSets().stackSet(existing.get().id());
            int updated = update(stackSet, definition, existing.get());
            return updated == ExitCodes.SUCCEEDED ? deploy(stackSet, deployment) : updated;
        }

        private Optional<StackSetDescription> existing() {
            try {
                return Optional.of(session.stackSets().stackSet(name).describe().join());
            } catch (CompletionException failure) {
                if (failure.getCause() instanceof StackSetNotFoundException) {
                    return Optional.empty();
                }
                throw failure;
            }
        }

        private int update(StackSet stackSet, StackSetDefinition definition, StackSetDescription existing)
                throws InterruptedException {
            refuseOthers(stackSet);
            screen.say("Stack set " + stackSet.name() + " exists: updating its definition.");
            OperationHandle update = stackSet.update(definitionOptions
                    .update(definition, existing)
                    .preferences(targets.preferencesWithoutOrder())
                    .build());
            OperationResult result = show.toEnd(update, targets.regionsInOrder());
            return ExitCodes.of(result);
        }

        /** A new definition reaches every instance there is, and leaves behind as outdated those it is kept from. */
        private void refuseOthers(StackSet stackSet) {
            if (updateAll) {
                return;
            }
            List<InstanceId> others = stackSet.listInstances().toList().join().stream()
                    .map(StackInstance::id)
                    .filter(Predicate.not(targets.named()))
                    .toList();
            if (!others.isEmpty()) {
                throw new UsageException("Stack set " + stackSet.name() + " has " + others.size()
                        + " instances in accounts and Regions not named here, first " + others.get(0)
                        + ", which the update would reach too: name them, or add --update-all.");
            }
        }

        private int deploy(StackSet stackSet, DeploymentSpec deployment) throws InterruptedException {
            screen.say("Deploying " + stackSet.name() + " to " + String.join(", ", deployment.regions()) + ".");
            OperationHandle rollout = stackSet.deploy(deployment);
            if (detach) {
                return detached(rollout);
            }
            return ExitCodes.of(show.toEnd(rollout, targets.regionsInOrder()));
        }

        private int detached(OperationHandle rollout) {
            rollout.accepted().join();
            screen.say(rollout.detach().encode());
            screen.note(
                    session.simulated()
                            ? "The simulator ends with this process: this token leads nowhere."
                            : "The deployment goes on in AWS. Watch it with 'stacksets resume' and this token.");
            return ExitCodes.SUCCEEDED;
        }
    }
}
