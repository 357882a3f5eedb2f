package dev.stacksets.organizations.tree;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.text.Printable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An organization as it was read: the root, its units and its accounts. A value; it does not change.
 *
 * <p>AWS has no call that reads it at once, so it is no picture of one moment: an account that was moved meanwhile is where
 * it was found last, or missing.
 */
public final class OrganizationTree {
    private final Organization organization;
    private final Instant readAt;
    private final OrganizationalUnit root;
    private final Map<String, OrganizationalUnit> units = new LinkedHashMap<>();
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Map<String, List<OrganizationalUnit>> unitsByPath = new LinkedHashMap<>();
    private final Map<String, List<OrganizationalUnit>> unitsByParent = new LinkedHashMap<>();
    private final Map<String, List<Account>> accountsByUnit = new LinkedHashMap<>();

    private OrganizationTree(Organization organization, Instant readAt, OrganizationalUnit root) {
        this.organization = organization;
        this.readAt = readAt;
        this.root = root;
    }

    /**
     * Puts a tree together; also for fakes in tests.
     *
     * @param organization whose
     * @param readAt when it was read
     * @param units the root first, each parent before its children
     * @param accounts each in one of the units; one that comes twice is where it came last
     * @return the tree
     * @throws InvalidInputException if there is no root or more than one, or a parent or an account's unit is not there
     */
    public static OrganizationTree of(
            Organization organization,
            Instant readAt,
            Collection<OrganizationalUnit> units,
            Collection<Account> accounts) {
        OrganizationTree tree = new OrganizationTree(organization, readAt, onlyRoot(units));
        units.forEach(tree::add);
        accounts.forEach(account -> tree.accounts.put(account.id(), account));
        tree.accounts.values().forEach(tree::place);
        return tree;
    }

    private static OrganizationalUnit onlyRoot(Collection<OrganizationalUnit> units) {
        List<OrganizationalUnit> roots =
                units.stream().filter(unit -> unit.parent().isEmpty()).toList();
        if (roots.size() != 1) {
            throw new InvalidInputException("units", "An organization has one root, not " + roots.size() + ".");
        }
        return roots.get(0);
    }

    private void add(OrganizationalUnit unit) {
        unit.parent().ifPresent(parent -> {
            requireKnown(parent);
            unitsByParent.computeIfAbsent(parent, key -> new ArrayList<>()).add(unit);
        });
        units.put(unit.id(), unit);
        unitsByPath.computeIfAbsent(unit.path(), key -> new ArrayList<>()).add(unit);
    }

    private void place(Account account) {
        requireKnown(account.unit().id());
        accountsByUnit
                .computeIfAbsent(account.unit().id(), key -> new ArrayList<>())
                .add(account);
    }

    private void requireKnown(String id) {
        if (!units.containsKey(id)) {
            throw new InvalidInputException("units", "Unit " + id + " is not in the tree.");
        }
    }

    /**
     * The organization.
     *
     * @return whose tree it is
     */
    public Organization organization() {
        return organization;
    }

    /**
     * When it was read.
     *
     * @return the moment the reading began
     */
    public Instant readAt() {
        return readAt;
    }

    /**
     * The root. AWS has one in every organization; quotas page of Organizations.
     *
     * @return the unit without a parent
     */
    public OrganizationalUnit root() {
        return root;
    }

    /**
     * All units, the root among them.
     *
     * @return each parent before its children
     */
    public List<OrganizationalUnit> units() {
        return List.copyOf(units.values());
    }

    /**
     * Finds a unit.
     *
     * @param idOrPath {@code ou-...}, {@code r-...}, or a path such as {@code Root/Workloads/Prod}
     * @return the unit; empty if there is none
     * @throws InvalidInputException if several have that path, as names with slashes can bring about
     */
    public Optional<OrganizationalUnit> unit(String idOrPath) {
        if (units.containsKey(idOrPath)) {
            return Optional.ofNullable(units.get(idOrPath));
        }
        List<OrganizationalUnit> named = unitsByPath.getOrDefault(idOrPath, List.of());
        if (named.size() > 1) {
            throw new InvalidInputException(
                    "unit",
                    "Several units have the path '" + Printable.value(idOrPath) + "': "
                            + String.join(
                                    ", ",
                                    named.stream().map(OrganizationalUnit::id).toList())
                            + ". Name one by its id.");
        }
        return named.stream().findFirst();
    }

    /**
     * Finds a unit that must be there.
     *
     * @param idOrPath {@code ou-...}, {@code r-...}, or a path such as {@code Root/Workloads/Prod}
     * @return the unit
     * @throws InvalidInputException if there is none; the message says what there is instead
     */
    public OrganizationalUnit requireUnit(String idOrPath) {
        return unit(idOrPath).orElseThrow(() -> new InvalidInputException("unit", noUnit(idOrPath)));
    }

    private String noUnit(String idOrPath) {
        return unitsByPath.entrySet().stream()
                .filter(above -> idOrPath.startsWith(above.getKey() + "/"))
                .max(Comparator.comparingInt(above -> above.getKey().length()))
                .map(above -> "There is no unit '" + Printable.value(idOrPath) + "'. In " + above.getKey() + " there "
                        + listed(unitsIn(above.getValue().get(0).id())))
                .orElseGet(() -> "There is no unit '" + Printable.value(idOrPath)
                        + "'. A path begins at the root, which " + listed(List.of(root)));
    }

    private static String listed(List<OrganizationalUnit> units) {
        return units.isEmpty()
                ? "is none."
                : "is "
                        + String.join(
                                ", ",
                                units.stream().map(OrganizationalUnit::name).toList()) + ".";
    }

    /**
     * The units directly in a unit.
     *
     * @param unit its id
     * @return in AWS's order
     */
    public List<OrganizationalUnit> unitsIn(String unit) {
        return List.copyOf(unitsByParent.getOrDefault(unit, List.of()));
    }

    /**
     * A unit and everything above it.
     *
     * @param unit its id
     * @return the unit first, the root last; empty if there is no such unit
     */
    public List<OrganizationalUnit> lineage(String unit) {
        List<OrganizationalUnit> line = new ArrayList<>();
        for (OrganizationalUnit at = units.get(unit);
                at != null;
                at = at.parent().map(units::get).orElse(null)) {
            line.add(at);
        }
        return line;
    }

    /**
     * A unit as policies name it, for the condition keys {@code aws:ResourceOrgPaths} and {@code aws:PrincipalOrgPaths}. IAM
     * user guide, global condition keys.
     *
     * @param idOrPath {@code ou-...}, {@code r-...}, or a path such as {@code Root/Workloads/Prod}
     * @return such as {@code o-abcdefghij/r-ab12/ou-ab12-11111111/}
     * @throws InvalidInputException if there is no such unit
     */
    public String organizationPath(String idOrPath) {
        StringBuilder path = new StringBuilder();
        lineage(requireUnit(idOrPath).id()).forEach(unit -> path.insert(0, unit.id() + "/"));
        return path.insert(0, organization.id() + "/").toString();
    }

    /**
     * All accounts, the management account among them.
     *
     * @return in no particular order
     */
    public List<Account> accounts() {
        return List.copyOf(accounts.values());
    }

    /**
     * Finds an account.
     *
     * @param id 12 digits
     * @return the account; empty if it does not belong to the organization
     */
    public Optional<Account> account(String id) {
        return Optional.ofNullable(accounts.get(id));
    }

    /**
     * The accounts directly in a unit.
     *
     * @param unit its id
     * @return in AWS's order
     */
    public List<Account> accountsIn(String unit) {
        return List.copyOf(accountsByUnit.getOrDefault(unit, List.of()));
    }

    /**
     * The accounts in a unit and in the units below it.
     *
     * @param unit its id
     * @return those directly in it first
     */
    public Stream<Account> accountsUnder(String unit) {
        return Stream.concat(
                accountsByUnit.getOrDefault(unit, List.of()).stream(),
                unitsByParent.getOrDefault(unit, List.of()).stream().flatMap(child -> accountsUnder(child.id())));
    }

    /**
     * Whether an account manages the organization. Service-managed stack sets are never deployed to it.
     *
     * @param account 12 digits
     * @return true for the management account
     */
    public boolean isManagement(String account) {
        return organization.managementAccount().equals(account);
    }

    /**
     * Draws it for people, with how many accounts are in and below each unit.
     *
     * @return a line for each unit
     */
    public String render() {
        return new TreeText(this, false).text();
    }

    /**
     * Draws it for people, with every account.
     *
     * @return a line for each unit and account
     */
    public String renderWithAccounts() {
        return new TreeText(this, true).text();
    }

    @Override
    public String toString() {
        return organization.id() + " (" + units.size() + " units, " + accounts.size() + " accounts, read at " + readAt
                + ")";
    }
}
