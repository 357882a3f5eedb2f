package dev.stacksets.internal.series;

import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.internal.FanOut;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.StackSetCalls;
import dev.stacksets.internal.planning.Consistency;
import dev.stacksets.internal.planning.DefinitionDiff;
import dev.stacksets.internal.planning.Live;
import dev.stacksets.internal.planning.Planner;
import dev.stacksets.internal.planning.ResolvedGroup;
import dev.stacksets.internal.planning.Situation;
import dev.stacksets.internal.planning.Templates;
import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.internal.validation.Check;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.TargetGroup;
import dev.stacksets.spi.UnitDirectory;
import dev.stacksets.target.InstanceFilter;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.StackInstance;
import dev.stacksets.target.Targets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Reads what a plan needs to know and makes it. The operations are read before the instances: what changes meanwhile is then
 * found when the plan is applied. Overrides cost a call for each instance, so they are read only where they can matter.
 */
public final class PlanReading {
    private static final int AT_ONCE = 4;

    private final StackSetCalls calls;
    private final String region;
    private final Templates templates;
    private final Optional<UnitDirectory> directory;
    private final WhoCalls whoCalls;

    public PlanReading(
            StackSetCalls calls,
            String region,
            Templates templates,
            Optional<UnitDirectory> directory,
            WhoCalls whoCalls) {
        this.calls = calls;
        this.region = region;
        this.templates = templates;
        this.directory = directory;
        this.whoCalls = whoCalls;
    }

    /** Makes the plan. What can be refused without a call is refused before the first. */
    public CompletableFuture<Plan> plan(DesiredStackSet desired) {
        return Futures.compose(members(desired), members -> {
            List<ResolvedGroup> groups = desired.groups().stream()
                    .map(group ->
                            UnitMembers.resolved(group, desired.definition().permissionModel(), members))
                    .toList();
            Situation.checkOverlap(desired, groups);
            return Futures.compose(
                    found(desired.definition().name()),
                    found -> Futures.compose(
                            whoCalls.account("the plan is for one account only"),
                            account -> plan(desired, groups, members, found, account(desired, found, account))));
        });
    }

    private CompletableFuture<Map<String, Set<String>>> members(DesiredStackSet desired) {
        Set<String> units = new TreeSet<>();
        desired.groups().stream()
                .map(TargetGroup::targets)
                .filter(Targets.Units.class::isInstance)
                .forEach(targets -> units.addAll(((Targets.Units) targets).units()));
        return UnitMembers.of(directory, units);
    }

    private CompletableFuture<Optional<StackSetDescription>> found(String stackSet) {
        return calls.describe(stackSet)
                .thenApply(Optional::of)
                .exceptionallyCompose(failure -> ErrorKind.unwrap(failure) instanceof StackSetNotFoundException
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : CompletableFuture.failedFuture(failure));
    }

    /** Where nobody can be asked, a self-managed stack set tells in whose account it is. */
    private static Optional<String> account(
            DesiredStackSet desired, Optional<StackSetDescription> found, Optional<String> asked) {
        if (found.isEmpty() && asked.isEmpty()) {
            throw WhoCalls.unknown("Stack set '" + desired.definition().name()
                    + "' does not exist, and a plan that creates one names the account in which");
        }
        Optional<String> own = found.flatMap(Consistency::ownAccount);
        Check.that(
                own.isEmpty() || asked.isEmpty() || own.equals(asked),
                "caller",
                "The caller says that the credentials are those of account " + asked.orElse("")
                        + ", but they show stack set '"
                        + desired.definition().name() + "' of account " + own.orElse("")
                        + ": ask with the credentials that the calls are made with.");
        return asked.or(() -> own);
    }

    private CompletableFuture<Plan> plan(
            DesiredStackSet desired,
            List<ResolvedGroup> groups,
            Map<String, Set<String>> members,
            Optional<StackSetDescription> found,
            Optional<String> account) {
        return Futures.compose(
                found.map(live -> lastOperation(live.id()))
                        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())),
                last -> Futures.compose(
                        new TemplateReading(calls, templates).of(desired, found),
                        read -> Futures.compose(
                                new FollowedUnits(calls, directory).of(desired, found, members),
                                followed -> plan(
                                        desired,
                                        groups,
                                        new Live(
                                                region,
                                                account,
                                                found,
                                                last,
                                                followed,
                                                read.declared(),
                                                read.notes())))));
    }

    private CompletableFuture<Plan> plan(DesiredStackSet desired, List<ResolvedGroup> groups, Live live) {
        if (live.stackSet().isEmpty()) {
            return Futures.guarded(() -> CompletableFuture.completedFuture(
                    Planner.plan(desired, new Situation(desired, groups, List.of()), live, templates)));
        }
        String id = live.stackSet().get().id();
        return Futures.compose(
                calls.listInstances(id, InstanceFilter.all()).collect(),
                instances -> Futures.map(
                        situation(desired, groups, live, instances),
                        situation -> Planner.plan(desired, situation, live, templates)));
    }

    /** The last operation that may have changed something. While one is at work, nothing can be said. */
    private CompletableFuture<Optional<String>> lastOperation(String stackSet) {
        return Futures.map(calls.operations().operations(stackSet).firstPage(), newest -> {
            List<OperationDescription> changing = newest.stream()
                    .filter(operation -> operation.action() != OperationAction.DETECT_DRIFT)
                    .toList();
            changing.stream()
                    .filter(operation -> !operation.status().isTerminal())
                    .findFirst()
                    .ifPresent(busy -> {
                        throw new StackSetsException(
                                "Stack set '" + stackSet + "' is changing: operation " + busy.operationId() + " ("
                                        + busy.action() + ", " + busy.rawStatus()
                                        + ") is not over. Plan when it is: waitUntilIdle().",
                                null,
                                null);
                    });
            return changing.stream().findFirst().map(OperationDescription::operationId);
        });
    }

    private CompletableFuture<Situation> situation(
            DesiredStackSet desired, List<ResolvedGroup> groups, Live live, List<StackInstance> instances) {
        StackSetDescription found = live.stackSet().orElseThrow();
        Set<String> changing = DefinitionDiff.changedParameters(desired, found, live.declared(), templates);
        return read(new Situation(desired, groups, instances, changing), found.id());
    }

    /** One that stands for others may have changed since it was listed: then another one is read. */
    private CompletableFuture<Situation> read(Situation situation, String stackSet) {
        List<InstanceId> unread = situation.unread();
        return unread.isEmpty()
                ? CompletableFuture.completedFuture(situation)
                : Futures.compose(
                        FanOut.each(unread, AT_ONCE, instance -> calls.describeInstance(stackSet, instance)),
                        described -> {
                            situation.learn(described);
                            return read(situation, stackSet);
                        });
    }
}
