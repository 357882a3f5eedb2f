package dev.stacksets.facade;

import dev.stacksets.PlanExecution;
import dev.stacksets.StackSets;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.guard.Approval;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Plan;
import java.nio.file.Path;
import java.util.List;

/** The README's plan. {@link ReadmeTest} holds the two together and runs it. */
final class ReadmePlan {
    private ReadmePlan() {}

    static PlanExecution bring(StackSets stackSets, Path template, List<String> prod, List<String> test) {
        DesiredStackSet desired = DesiredStackSet.builder()
                .definition("baseline", d -> d.template(TemplateSource.file(template)))
                .group(
                        "prod",
                        g -> g.accounts(prod).regions("us-east-1", "eu-west-1").overrides(o -> o.set("Level", "high")))
                .group("test", g -> g.accounts(test).regions("us-east-1"))
                .preferences(p -> p.maxConcurrentPercentage(25).failureTolerancePercentage(25))
                .build(); // instances that no group names are left alone; .pruneDeletingStacks() removes them

        Plan plan = stackSets.plan(desired).join(); // reads AWS, changes nothing
        System.out.println(plan.render()); // or renderHtml(); toJson() to keep, approve and apply elsewhere
        return stackSets.apply(plan, Approval.of(plan.hash())); // exactly that plan, or a refusal that says what moved
    }
}
