package dev.stacksets.internal.document;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.planning.Consistency;
import dev.stacksets.internal.planning.Reached;
import dev.stacksets.operation.OperationSpec;
import dev.stacksets.plan.Baseline;
import dev.stacksets.plan.FollowedPlan;
import dev.stacksets.plan.GroupSummary;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.plan.PlanStep;
import dev.stacksets.plan.PriorOverrides;
import dev.stacksets.plan.Untouched;
import dev.stacksets.target.InstanceBlock;
import java.util.List;
import java.util.Optional;

/** Plans as JSON. What is written decides the hash; a change of it is a new schema. */
public final class PlanJson {
    private static final int SCHEMA = 2;

    private PlanJson() {}

    /** Writes a plan. */
    public static String write(Plan plan) {
        return Tree.of()
                .put("schema", SCHEMA)
                .put("region", plan.region())
                .put("account", plan.account())
                .put("stackSet", plan.stackSet())
                .put("baseline", of(plan.baseline()))
                .put("creates", plan.creates().map(DefinitionJson::of))
                .putAll("notes", plan.notes())
                .put("retry", plan.retry().map(SpecJson::retry))
                .put("operationsAtLeast", plan.operationsAtLeast())
                .putAll("groups", plan.groups(), PlanJson::of)
                .putAll("steps", plan.steps(), PlanJson::of)
                .putAll("untouched", plan.untouched(), PlanJson::of)
                .text();
    }

    /** Reads a plan; refuses one that contradicts itself. */
    public static Plan read(String json) {
        Plan plan = Fields.read(json, fields -> {
            int schema = fields.number("schema");
            if (schema != SCHEMA) {
                throw new InvalidInputException(
                        "plan",
                        "The plan has schema " + schema + ", and this version knows " + SCHEMA
                                + (schema < SCHEMA ? " only: plan again." : ": use a newer version."));
            }
            return plan(fields);
        });
        try {
            Consistency.check(plan);
        } catch (InvalidInputException refused) {
            throw new InvalidInputException("plan", "The plan contradicts itself. " + refused.getMessage());
        }
        return plan;
    }

    private static Plan plan(Fields fields) {
        return Plan.builder()
                .region(fields.text("region"))
                .account(fields.optionalText("account"))
                .stackSet(fields.text("stackSet"))
                .baseline(fields.object("baseline", PlanJson::baseline))
                .creates(fields.optionalObject("creates", DefinitionJson::definition))
                .notes(fields.texts("notes"))
                .retry(fields.optionalObject("retry", SpecJson::retry))
                .operationsAtLeast(fields.number("operationsAtLeast"))
                .groups(fields.objects("groups", PlanJson::group))
                .steps(fields.objects("steps", PlanJson::step))
                .untouched(fields.objects("untouched", PlanJson::untouched))
                .build();
    }

    private static Tree of(Baseline baseline) {
        return Tree.of()
                .put("stackSet", baseline.stackSet().map(DefinitionJson::of))
                .put("lastOperation", baseline.lastOperation())
                .put("follows", baseline.follows().map(PlanJson::of));
    }

    private static Baseline baseline(Fields fields) {
        return new Baseline(
                fields.optionalObject("stackSet", DefinitionJson::description),
                fields.optionalText("lastOperation"),
                fields.optionalObject("follows", PlanJson::followed));
    }

    private static Tree of(FollowedPlan followed) {
        return Tree.of().put("plan", followed.hash()).putAll("operations", followed.operations(), PlanJson::of);
    }

    private static FollowedPlan followed(Fields fields) {
        return new FollowedPlan(fields.text("plan"), fields.objects("operations", PlanJson::operation));
    }

    private static Tree of(FollowedPlan.Operation operation) {
        return Tree.of()
                .put("id", operation.id())
                .put("action", operation.action().name())
                .putAll("instances", operation.instances(), PlanJson::of)
                .put("definition", operation.definition().map(DefinitionJson::of));
    }

    private static FollowedPlan.Operation operation(Fields fields) {
        return new FollowedPlan.Operation(
                fields.text("id"),
                fields.constant("action", PlanAction.class),
                fields.objects("instances", PlanJson::block),
                fields.optionalObject("definition", DefinitionJson::description));
    }

    private static Tree of(GroupSummary group) {
        return Tree.of()
                .put("name", group.name())
                .putAll("accounts", group.accounts())
                .putAll("regions", group.regions())
                .putAll("units", group.units());
    }

    private static GroupSummary group(Fields fields) {
        return new GroupSummary(
                fields.text("name"), fields.texts("accounts"), fields.texts("regions"), fields.texts("units"));
    }

    private static Tree of(PlanStep step) {
        Tree tree = Tree.of()
                .put("action", step.action().name())
                .put("request", step.operation().map(SpecJson::of))
                .putAll("prior", step.prior(), PlanJson::of)
                .put("mark", step.mark());
        return isWhole(step.operation()) ? tree.putAll("instances", step.instances(), PlanJson::of) : tree;
    }

    /** What other requests reach they say themselves. */
    private static boolean isWhole(Optional<OperationSpec> request) {
        return request.filter(Reached::isWhole).isPresent();
    }

    private static PlanStep step(Fields fields) {
        PlanAction action = fields.constant("action", PlanAction.class);
        Optional<OperationSpec> request = fields.optionalObject("request", found -> SpecJson.spec(action, found));
        return new PlanStep(
                action,
                request,
                isWhole(request)
                        ? fields.objects("instances", PlanJson::block)
                        : request.map(named -> Reached.by(action, named)).orElse(List.of()),
                fields.objects("prior", PlanJson::prior),
                fields.text("mark"));
    }

    private static Tree of(InstanceBlock block) {
        return Tree.of().put("accounts", block.accounts()).put("regions", block.regions());
    }

    private static InstanceBlock block(Fields fields) {
        return new InstanceBlock(fields.texts("accounts"), fields.texts("regions"));
    }

    private static Tree of(PriorOverrides prior) {
        return Tree.of()
                .put("overrides", Tree.map(prior.overrides(), value -> value))
                .putAll("instances", prior.instances(), PlanJson::of);
    }

    private static PriorOverrides prior(Fields fields) {
        return new PriorOverrides(fields.textMap("overrides"), fields.objects("instances", PlanJson::block));
    }

    private static Tree of(Untouched untouched) {
        return Tree.of()
                .put("reason", untouched.reason().name())
                .putAll("instances", untouched.instances(), PlanJson::of);
    }

    private static Untouched untouched(Fields fields) {
        return new Untouched(
                fields.constant("reason", Untouched.Reason.class), fields.objects("instances", PlanJson::block));
    }
}
