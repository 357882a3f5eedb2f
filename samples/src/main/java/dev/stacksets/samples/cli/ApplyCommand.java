package dev.stacksets.samples.cli;

import dev.stacksets.OperationHandle;
import dev.stacksets.PlanExecution;
import dev.stacksets.definition.TextFile;
import dev.stacksets.guard.Approval;
import dev.stacksets.guard.Guardrail;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanProgress;
import dev.stacksets.plan.PlanProgress.State;
import dev.stacksets.samples.console.Screen;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "apply",
        customSynopsis = "stacksets apply PLAN --approve=HASH [OPTIONS]",
        mixinStandardHelpOptions = true,
        versionProvider = StackSetsCommand.Version.class,
        sortOptions = false,
        description = "Applies a plan that 'stacksets plan' wrote: exactly that, or goes on with it where it ended.",
        footer = {
            "",
            "Exit codes: 0 all succeeded; 1 something failed, or the plan does not fit any more; 2 it was refused here."
        })
final class ApplyCommand implements Callable<Integer> {
    /** Of a plan: what 100,000 instances and their parameters take, several times over. */
    private static final int MOST_BYTES = 33_554_432;

    private final Surroundings surroundings;

    @Parameters(paramLabel = "PLAN", description = "The plan, as JSON.")
    private Path file = Path.of("");

    @Option(names = "--approve", paramLabel = "HASH", required = true, description = "The hash that was looked at.")
    private String hash = "";

    @Option(
            names = "--allow-destroy",
            paramLabel = "HASH",
            description = "The same hash once more, if the plan may delete stacks.")
    private Optional<String> destroy = Optional.empty();

    @Option(
            names = "--break-guardrail",
            paramLabel = "NAME=REASON",
            description = "Let the plan break a guardrail, such as MAX_ACCOUNTS=TICKET-7. The reason is logged.")
    private Map<Guardrail, String> exceptions = Map.of();

    @Option(
            names = "--secret",
            paramLabel = "VARIABLE",
            description = "An environment variable with a secret that the plan needs; may be repeated.")
    private List<String> secrets = List.of();

    @Mixin
    private GuardrailOptions guardrails = new GuardrailOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    ApplyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        connection.check();
        Plan plan = plan();
        Approval approval = approval();
        Screen screen = connection.screen(surroundings);
        try (Session session = connection.open(surroundings, guardrails.guardrails())) {
            PlanExecution execution = session.stackSets().apply(plan, approval);
            show(execution, new Show(screen, session), screen);
            execution.outcome().join();
            PlanProgress progress = execution.progress();
            screen.say("Plan " + plan.hash() + ": " + progress.summary() + ".");
            boolean all =
                    progress.steps().stream().allMatch(step -> step.undone().isEmpty());
            return all ? ExitCodes.SUCCEEDED : ExitCodes.FAILED;
        }
    }

    private Plan plan() {
        Plan plan = Plan.parse(TextFile.read("plan", "Plan", file, MOST_BYTES));
        return plan.secretsNeeded().isEmpty()
                ? plan
                : plan.withSecrets(
                        new SecretParameters(surroundings).named(secrets).values());
    }

    private Approval approval() {
        Approval approval = Approval.of(hash);
        if (destroy.isPresent()) {
            approval = approval.allowDestroy(destroy.get());
        }
        for (Map.Entry<Guardrail, String> each : exceptions.entrySet()) {
            approval = approval.breaking(each.getKey(), each.getValue());
        }
        return approval;
    }

    private static void show(PlanExecution execution, Show show, Screen screen) throws InterruptedException {
        Optional<OperationHandle> operation = execution.operation(0).join();
        for (int next = 1; operation.isPresent(); next++) {
            execution.progress().steps().stream()
                    .filter(step -> step.state() == State.UNDER_WAY)
                    .forEach(step -> screen.say("Step " + step.number() + " of "
                            + execution.progress().steps().size() + ": "
                            + step.step().action().words() + "."));
            OperationResult unused = show.toEnd(operation.get(), List.of());
            operation = execution.operation(next).join();
        }
    }
}
