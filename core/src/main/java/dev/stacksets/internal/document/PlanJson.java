package dev.stacksets.internal.document;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.operation.OperationSpec;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.operation.TargetedSpec;
import dev.stacksets.plan.Baseline;
import dev.stacksets.plan.GroupSummary;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.plan.PlanStep;
import dev.stacksets.plan.PriorOverrides;
import dev.stacksets.plan.Untouched;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.InstanceBlock;
import dev.stacksets.target.Targets;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans as JSON. What is written decides the hash; a change of it is a new schema. */
public final class PlanJson {
    private static final int SCHEMA = 1;

    private PlanJson() {}

    /** Writes a plan. */
    public static String write(Plan plan) {
        return Tree.of()
                .put("schema", SCHEMA)
                .put("region", plan.region())
                .put("stackSet", plan.stackSet())
                .put("baseline", of(plan.baseline()))
                .put("creates", plan.creates().map(DefinitionJson::of))
                .putAll("definitionChanges", plan.definitionChanges())
                .putAll("notes", plan.notes())
                .put("retry", plan.retry().map(SpecJson::retry))
                .put("operationsAtLeast", plan.operationsAtLeast())
                .putAll("groups", plan.groups(), PlanJson::of)
                .putAll("steps", plan.steps(), PlanJson::of)
                .putAll("untouched", plan.untouched(), PlanJson::of)
                .text();
    }

    /** Reads a plan. */
    public static Plan read(String json) {
        return Fields.read(json, fields -> {
            int schema = fields.number("schema");
            if (schema != SCHEMA) {
                throw new InvalidInputException(
                        "plan", "The plan has schema " + schema + "; this version knows " + SCHEMA + ".");
            }
            return plan(fields);
        });
    }

    private static Plan plan(Fields fields) {
        return Plan.builder()
                .region(fields.text("region"))
                .stackSet(fields.text("stackSet"))
                .baseline(fields.object("baseline", PlanJson::baseline))
                .creates(fields.optionalObject("creates", DefinitionJson::definition))
                .definitionChanges(fields.texts("definitionChanges"))
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
                .put("follows", baseline.follows());
    }

    private static Baseline baseline(Fields fields) {
        return new Baseline(
                fields.optionalObject("stackSet", DefinitionJson::description),
                fields.optionalText("lastOperation"),
                fields.optionalText("follows"));
    }

    private static Tree of(GroupSummary group) {
        Tree changes = Tree.of();
        group.changes().forEach((action, count) -> changes.put(action.name(), (Object) count));
        return Tree.of()
                .put("name", group.name())
                .put("instances", group.instances())
                .put("units", group.units() == 0 ? Optional.empty() : Optional.of(group.units()))
                .put("changes", changes);
    }

    private static GroupSummary group(Fields fields) {
        return new GroupSummary(
                fields.text("name"),
                fields.number("instances"),
                fields.optionalNumber("units").orElse(0),
                fields.object("changes", PlanJson::counts));
    }

    private static Map<PlanAction, Integer> counts(Fields fields) {
        Map<PlanAction, Integer> counts = new EnumMap<>(PlanAction.class);
        for (PlanAction action : PlanAction.values()) {
            fields.optionalNumber(action.name()).ifPresent(count -> counts.put(action, count));
        }
        return counts;
    }

    private static Tree of(PlanStep step) {
        Tree tree = Tree.of()
                .put("action", step.action().name())
                .put("request", step.operation().map(SpecJson::of))
                .putAll("prior", step.prior(), PlanJson::of)
                .put("mark", step.mark());
        return touchesNone(step.action()) || named(step.operation()).isPresent()
                ? tree
                : tree.putAll("instances", step.instances(), PlanJson::of);
    }

    /** Its request names units for what they are, without the accounts in them. */
    private static boolean touchesNone(PlanAction action) {
        return action == PlanAction.ADD_TARGETS || action == PlanAction.DROP_TARGETS;
    }

    /** A request that names targets says by them which instances it is for. */
    private static Optional<InstanceBlock> named(Optional<OperationSpec> request) {
        return request.flatMap(spec -> {
            if (spec instanceof StackSetUpdateSpec update) {
                return update.targets().map(targets -> block(targets, update.regions()));
            }
            return spec instanceof TargetedSpec targeted
                    ? Optional.of(block(targeted.targets(), targeted.regions()))
                    : Optional.empty();
        });
    }

    private static InstanceBlock block(Targets targets, Collection<String> regions) {
        AccountList accounts =
                targets instanceof Targets.Units units ? units.accounts().orElseThrow() : (AccountList) targets;
        return new InstanceBlock(List.copyOf(((AccountList.Accounts) accounts).accounts()), List.copyOf(regions));
    }

    private static PlanStep step(Fields fields) {
        PlanAction action = fields.constant("action", PlanAction.class);
        Optional<OperationSpec> request = fields.optionalObject("request", found -> SpecJson.spec(action, found));
        return new PlanStep(
                action,
                request,
                touchesNone(action)
                        ? List.of()
                        : named(request).map(List::of).orElseGet(() -> fields.objects("instances", PlanJson::block)),
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
