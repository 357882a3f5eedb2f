package dev.stacksets.internal.planning;

import dev.stacksets.internal.covering.Blocks;
import dev.stacksets.internal.covering.Pace;
import dev.stacksets.internal.planning.UnitTargets.Place;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.plan.PlanStep;
import dev.stacksets.target.InstanceBlock;
import dev.stacksets.target.Targets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * What makes units targets of automatic deployment, or no longer targets. A creation of instances makes targets of all units it
 * names, in all its Regions, whomever of them it is for: so it takes along units that only are to be targets, where that costs
 * no operation. The others take one of their own, which leaves out everybody in them.
 */
final class TargetSteps {
    private final UnitTargets targets;
    private final StepRequests requests;
    private final Pace pace;
    private final Set<Place> missing;
    private final Set<String> regionsOfCreations = new HashSet<>();

    TargetSteps(UnitTargets targets, StepRequests requests, Pace pace) {
        this.targets = targets;
        this.requests = requests;
        this.pace = pace;
        this.missing = new LinkedHashSet<>(targets.missing());
    }

    /**
     * Steps of one kind.
     *
     * @param steps few of them
     * @param bound there is no way with fewer
     */
    record Some(List<PlanStep> steps, int bound) {}

    Some dropped() {
        return some(targets.dropped(), targets.dropped(), requests::dropTargets);
    }

    /** After the creations, which have to be asked first. */
    Some added() {
        Set<Place> alone = UnitTargets.some(missing, place -> !regionsOfCreations.contains(place.region()));
        return some(missing, alone, requests::addTargets);
    }

    /** A creation, with further units if they should be targets wherever it creates instances. */
    PlanStep through(PlanStep creation) {
        DeploymentSpec spec = (DeploymentSpec) creation.operation().orElseThrow();
        Targets.Units named = (Targets.Units) spec.targets();
        Set<String> units = new LinkedHashSet<>(named.units());
        new TreeSet<>(missing.stream().map(Place::unit).toList())
                .stream()
                        .filter(unit -> isWanted(unit, spec.regions()))
                        .filter(unit -> units.contains(unit) || units.size() < UnitChunks.UNITS_PER_OPERATION)
                        .forEach(units::add);
        units.forEach(unit -> spec.regions().forEach(region -> missing.remove(new Place(unit, region))));
        regionsOfCreations.addAll(spec.regions());
        return new PlanStep(
                creation.action(),
                Optional.of(DeploymentSpec.builder()
                        .copyOf(spec)
                        .targets(new Targets.Units(units, named.filter(), named.accounts()))
                        .build()),
                creation.instances(),
                creation.prior(),
                creation.mark());
    }

    private boolean isWanted(String unit, Set<String> regions) {
        return regions.stream().allMatch(region -> targets.wanted().contains(new Place(unit, region)))
                && regions.stream().anyMatch(region -> missing.contains(new Place(unit, region)));
    }

    private Some some(Set<Place> places, Set<Place> alone, BiFunction<Targets, List<String>, PlanStep> request) {
        List<PlanStep> steps = new ArrayList<>();
        for (InstanceBlock block : UnitTargets.covered(places, pace).blocks()) {
            for (int from = 0; from < block.accounts().size(); from += UnitChunks.UNITS_PER_OPERATION) {
                int to = Math.min(
                        from + UnitChunks.UNITS_PER_OPERATION, block.accounts().size());
                steps.add(request.apply(nobodyOf(block.accounts().subList(from, to)), block.regions()));
            }
        }
        Blocks least = UnitTargets.covered(alone, pace);
        int units = (int) alone.stream().map(Place::unit).distinct().count();
        return new Some(steps, Math.max(least.bound(), UnitChunks.fewest(units)));
    }

    private Targets nobodyOf(List<String> units) {
        Targets.Units whole = Targets.organizationalUnits(units);
        Set<String> members = targets.members(units);
        return members.isEmpty() ? whole : whole.difference(Targets.accounts(members));
    }
}
