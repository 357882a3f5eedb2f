package dev.stacksets.organizations.select;

import dev.stacksets.organizations.tree.Account;
import dev.stacksets.organizations.tree.OrganizationTree;
import dev.stacksets.organizations.tree.OrganizationalUnit;
import dev.stacksets.target.Targets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the units and the account filter that mean exactly some accounts with the fewest names in the request.
 *
 * <p>Units that cover the accounts can be the accounts' own (no filter), cover more (those are excluded one by one), or the
 * accounts are listed one by one within one unit that holds them all. For each unit and each number of units up to the
 * most AWS takes, the cover with the fewest accounts too many is known from the units below it: either the unit itself, or the
 * best of its children together, if nobody wanted is directly in it.
 */
final class UnitCover {
    /** API page CreateStackInstances, field DeploymentTargets. */
    private static final int MOST_UNITS = 50;

    private final OrganizationTree tree;
    private final Set<String> wanted;
    private final Map<String, Count> counts = new HashMap<>();

    /** How many accounts are in and below a unit, the management account left out, and how many of them are wanted. */
    private record Count(int all, int wanted) {
        static final Count NONE = new Count(0, 0);

        Count plus(Count other) {
            return new Count(all + other.all, wanted + other.wanted);
        }
    }

    /** Some units that cover what is wanted below one unit: that unit itself, or two covers beside each other, or nothing. */
    private record Cover(
            int tooMany,
            @Nullable OrganizationalUnit unit,
            @Nullable Cover left,
            @Nullable Cover right) {
        static final Cover NOTHING = new Cover(0, null, null, null);

        static Cover of(OrganizationalUnit unit, Count count) {
            return new Cover(count.all() - count.wanted(), unit, null, null);
        }

        Cover beside(Cover other) {
            return new Cover(tooMany + other.tooMany, null, this, other);
        }

        Stream<OrganizationalUnit> units() {
            return unit != null
                    ? Stream.of(unit)
                    : Stream.of(Optional.ofNullable(left), Optional.ofNullable(right))
                            .flatMap(Optional::stream)
                            .flatMap(Cover::units);
        }
    }

    UnitCover(OrganizationTree tree, Set<String> wanted) {
        this.tree = tree;
        this.wanted = wanted;
    }

    ServiceManagedForm form() {
        count(tree.root());
        List<@Nullable Cover> covers = covers(tree.root());
        int units = cheapest(covers);
        Cover cover = covers.get(units);
        return cover == null || 1 + wanted.size() < units + cover.tooMany() ? listed() : covering(cover);
    }

    private Count count(OrganizationalUnit unit) {
        Count count = Count.NONE;
        for (Account account : tree.accountsIn(unit.id())) {
            count = count.plus(
                    new Count(tree.isManagement(account.id()) ? 0 : 1, wanted.contains(account.id()) ? 1 : 0));
        }
        for (OrganizationalUnit child : tree.unitsIn(unit.id())) {
            count = count.plus(count(child));
        }
        counts.put(unit.id(), count);
        return count;
    }

    private Count counted(OrganizationalUnit unit) {
        return counts.getOrDefault(unit.id(), Count.NONE);
    }

    /** The best covers of a unit by the number of units in them. Of equals that of the children, which is the closer fit. */
    private List<@Nullable Cover> covers(OrganizationalUnit unit) {
        if (counted(unit).wanted() == 0) {
            return nothing();
        }
        boolean direct = tree.accountsIn(unit.id()).stream().anyMatch(account -> wanted.contains(account.id()));
        List<@Nullable Cover> covers = direct ? unknown() : together(tree.unitsIn(unit.id()));
        keepBetter(covers, 1, Cover.of(unit, counted(unit)));
        return covers;
    }

    private List<@Nullable Cover> together(List<OrganizationalUnit> units) {
        List<@Nullable Cover> all = nothing();
        for (OrganizationalUnit unit : units) {
            if (counted(unit).wanted() > 0) {
                all = beside(all, covers(unit));
            }
        }
        return all;
    }

    private static List<@Nullable Cover> beside(List<@Nullable Cover> some, List<@Nullable Cover> others) {
        List<@Nullable Cover> both = unknown();
        for (int i = 0; i <= MOST_UNITS; i++) {
            Cover one = some.get(i);
            for (int j = 0; one != null && i + j <= MOST_UNITS; j++) {
                Cover other = others.get(j);
                if (other != null) {
                    keepBetter(both, i + j, one.beside(other));
                }
            }
        }
        return both;
    }

    private static void keepBetter(List<@Nullable Cover> covers, int units, Cover offered) {
        Cover known = covers.get(units);
        if (known == null || offered.tooMany() < known.tooMany()) {
            covers.set(units, offered);
        }
    }

    private static List<@Nullable Cover> unknown() {
        return new ArrayList<>(Collections.nCopies(MOST_UNITS + 1, null));
    }

    private static List<@Nullable Cover> nothing() {
        List<@Nullable Cover> covers = unknown();
        covers.set(0, Cover.NOTHING);
        return covers;
    }

    /** The number of units with the fewest names; of equals the largest, which excludes the fewest accounts. */
    private static int cheapest(List<@Nullable Cover> covers) {
        int cheapest = 0;
        for (int units = 1; units <= MOST_UNITS; units++) {
            Cover cover = covers.get(units);
            Cover best = covers.get(cheapest);
            if (cover != null && (best == null || units + cover.tooMany() <= cheapest + best.tooMany())) {
                cheapest = units;
            }
        }
        return cheapest;
    }

    private ServiceManagedForm covering(Cover cover) {
        List<String> units = cover.units().map(OrganizationalUnit::id).toList();
        List<String> tooMany = units.stream()
                .flatMap(tree::accountsUnder)
                .map(Account::id)
                .filter(id -> !wanted.contains(id) && !tree.isManagement(id))
                .sorted()
                .toList();
        Targets.Units targets = Targets.organizationalUnits(units);
        return tooMany.isEmpty()
                ? form(targets, "Every account of " + counted("unit", units.size()) + " is selected.")
                : form(
                        targets.difference(Targets.accounts(tooMany)),
                        "Every account of " + counted("unit", units.size()) + " is selected but " + tooMany.size()
                                + ".");
    }

    private ServiceManagedForm listed() {
        OrganizationalUnit unit = closest();
        return form(
                Targets.organizationalUnits(unit.id()).intersection(Targets.accounts(wanted)),
                counted("account", wanted.size()) + " of " + unit.path()
                        + ", one by one: fewer names than units and exceptions.");
    }

    /** The lowest unit that holds all of them. The root does. */
    private OrganizationalUnit closest() {
        OrganizationalUnit unit = tree.root();
        for (Optional<OrganizationalUnit> below = within(unit); below.isPresent(); below = within(unit)) {
            unit = below.get();
        }
        return unit;
    }

    private Optional<OrganizationalUnit> within(OrganizationalUnit unit) {
        return tree.unitsIn(unit.id()).stream()
                .filter(child -> counted(child).wanted() == wanted.size())
                .findFirst();
    }

    private static ServiceManagedForm form(Targets.Units targets, String explanation) {
        return new ServiceManagedForm(Optional.of(targets), explanation);
    }

    private static String counted(String noun, int count) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
