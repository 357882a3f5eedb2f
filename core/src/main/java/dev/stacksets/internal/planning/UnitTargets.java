package dev.stacksets.internal.planning;

import dev.stacksets.internal.covering.Blocks;
import dev.stacksets.internal.covering.Grid;
import dev.stacksets.internal.covering.Grid.Marks;
import dev.stacksets.internal.covering.Pace;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.plan.TargetGroup;
import dev.stacksets.target.AccountFilter;
import dev.stacksets.target.InstanceBlock;
import dev.stacksets.target.StackInstance;
import dev.stacksets.target.Targets;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which organizational units automatic deployment should follow in which Regions, held against those it follows. Every unit
 * that a group names is to be a target, whoever is in it. A group of listed accounts asks for no target, and lets be one that
 * is there: AWS makes a target of every unit it deploys through, and automatic deployment ignores filters.
 *
 * <p>A unit stops being a target in a Region when the last instance goes that was deployed through it. So it stays one for as
 * long as such an instance does, and one that a plan empties though it is wanted has to become one again.
 */
final class UnitTargets {
    /** A unit in a Region. */
    record Place(String unit, String region) {}

    private final Followed followed;
    private final Set<Place> wanted = new LinkedHashSet<>();
    private final Set<Place> listed = new HashSet<>();
    private final Set<Place> staying = new HashSet<>();
    private final Set<Place> going = new HashSet<>();
    private final Set<Place> missing;
    private final Set<Place> surplus;
    private final boolean prunes;

    UnitTargets(Situation situation, Changes changes, Followed followed) {
        this.followed = followed;
        this.prunes = changes.prune().isPresent();
        situation.groups().forEach(group -> places(group.group(), lists(group.group()) ? listed : wanted));
        occupied(situation, changes);
        Set<Place> left = new LinkedHashSet<>();
        followed.targets()
                .forEach(target ->
                        target.regions().forEach(region -> left.add(new Place(target.organizationalUnit(), region))));
        left.removeIf(place -> going.contains(place) && !staying.contains(place));
        missing = new LinkedHashSet<>(wanted);
        missing.removeAll(left);
        surplus = left;
        surplus.removeAll(wanted);
        surplus.removeAll(listed);
    }

    /** How many units of a group automatic deployment is to follow. */
    static int wantedBy(TargetGroup group) {
        return lists(group) ? 0 : units(group).size();
    }

    private static boolean lists(TargetGroup group) {
        return group.targets() instanceof Targets.Units named && named.filter() == AccountFilter.INTERSECTION;
    }

    private static Set<String> units(TargetGroup group) {
        return group.targets() instanceof Targets.Units named ? named.units() : Set.of();
    }

    private static void places(TargetGroup group, Set<Place> places) {
        units(group).forEach(unit -> group.regions().forEach(region -> places.add(new Place(unit, region))));
    }

    /** Where instances are that stay, and where some go. */
    private void occupied(Situation situation, Changes changes) {
        Grid grid = situation.grid();
        Optional<Marks> removed = changes.marks(PlanAction.REMOVE);
        for (int row = 0; row < grid.accounts(); row++) {
            for (int column = 0; column < grid.regions(); column++) {
                StackInstance instance = situation.live(row, column);
                if (instance != null && instance.organizationalUnit().isPresent()) {
                    boolean goes = removed.isPresent() && removed.get().has(row, column);
                    (goes ? going : staying)
                            .add(new Place(instance.organizationalUnit().get(), grid.region(column)));
                }
            }
        }
    }

    /** Those that are to become targets and that no creation of instances has made one yet. */
    Set<Place> missing() {
        return missing;
    }

    /** Those that are to be targets. */
    Set<Place> wanted() {
        return wanted;
    }

    /** Those of listed accounts. */
    Set<Place> listed() {
        return listed;
    }

    /** Those to be dropped: nobody is wanted by them, and no instance was deployed through them. */
    Set<Place> dropped() {
        return some(surplus, place -> prunes && !staying.contains(place) && isKnown(place));
    }

    /** Those that stay targets though nobody is wanted by them, because instances are not pruned. */
    Set<Place> kept() {
        return some(surplus, place -> !prunes);
    }

    /** Those that stay targets because instances stay that were deployed through them. */
    Set<Place> held() {
        return some(surplus, place -> prunes && staying.contains(place));
    }

    /** Those that stay targets because nobody can say who is in them. */
    Set<Place> unknown() {
        return some(surplus, place -> prunes && !staying.contains(place) && !isKnown(place));
    }

    private boolean isKnown(Place place) {
        return followed.members().containsKey(place.unit());
    }

    static Set<Place> some(Set<Place> places, Predicate<Place> which) {
        Set<Place> some = new LinkedHashSet<>(places);
        some.removeIf(which.negate());
        return some;
    }

    /** Units in the place of accounts, in few blocks. */
    static Blocks covered(Set<Place> places, Pace pace) {
        return marks(places).covered(pace);
    }

    /** Units in the place of accounts, those that have the same Regions together. */
    static List<InstanceBlock> grouped(Set<Place> places) {
        return marks(places).grouped();
    }

    private static Marks marks(Collection<Place> places) {
        Grid grid = new Grid(
                places.stream().map(Place::unit).toList(),
                places.stream().map(Place::region).toList());
        Marks marks = grid.marks();
        places.forEach(place -> marks.add(grid.row(place.unit()), grid.column(place.region())));
        return marks;
    }

    /** Everybody in these units: whom an operation that makes them targets, or no longer targets, has to leave out. */
    Set<String> members(Collection<String> units) {
        Set<String> members = new LinkedHashSet<>();
        units.stream()
                .sorted()
                .forEach(unit -> members.addAll(followed.members().getOrDefault(unit, Set.of())));
        return members;
    }
}
