package dev.stacksets.internal.planning;

import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.plan.Baseline;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.Untouched;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the plan that leads from what is there to what is wanted. Asks nobody: the same input gives the same plan. */
public final class Planner {
    private Planner() {}

    /** Makes the plan. */
    public static Plan plan(DesiredStackSet desired, Situation situation, Live live, Templates templates) {
        StackSetDefinition wanted = desired.definition();
        DefinitionChange definition = live.stackSet()
                .map(found -> new DefinitionDiff(wanted, found, live.declared(), desired.unknownValues())
                        .change(templates, situation.hasInstances()))
                .orElseGet(DefinitionChange::none);
        Changes changes = new Changes(situation, desired, definition);
        Optional<UnitTargets> targets = live.followed().map(followed -> new UnitTargets(situation, changes, followed));
        Steps steps = new Steps(
                desired,
                situation,
                changes,
                definition,
                targets,
                live.stackSet().isEmpty());
        List<String> notes = new ArrayList<>(live.doubts());
        notes.addAll(definition.unknown());
        notes.addAll(steps.notes());
        notes.addAll(new HiddenChanges(situation, changes, definition).notes());
        notes.addAll(new TargetNotes(desired, targets).sentences());
        return Fingerprints.hidden(Plan.builder()
                .region(live.region())
                .account(live.account())
                .stackSet(wanted.name())
                .baseline(new Baseline(live.stackSet().map(Planner::compact), live.lastOperation(), Optional.empty()))
                .creates(live.stackSet().isPresent() ? Optional.empty() : Optional.of(wanted))
                .notes(notes)
                .steps(steps.steps())
                .retry(desired.retry())
                .groups(changes.groups(targets.isPresent()))
                .untouched(changes.untouched().entrySet().stream()
                        .filter(each -> each.getValue().size() > 0)
                        .map(each ->
                                new Untouched(each.getKey(), each.getValue().grouped()))
                        .toList())
                .operationsAtLeast(steps.bound())
                .build());
    }

    /** What drift detection found last, and where instances are, changes by itself and is no definition. */
    private static StackSetDescription compact(StackSetDescription found) {
        return StackSetDescription.builder()
                .copyOf(found)
                .drift(Optional.empty())
                .regions(List.of())
                .organizationalUnits(List.of())
                .build();
    }
}
