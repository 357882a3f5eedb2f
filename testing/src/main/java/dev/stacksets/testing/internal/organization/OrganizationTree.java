package dev.stacksets.testing.internal.organization;

import dev.stacksets.testing.organization.AccountState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Root, units and accounts, and who of them may do what. Guarded by the engine's lock. */
public final class OrganizationTree {

    private final DrawnIds ids;
    private final Supplier<Instant> clock;
    private final String id;
    private final Unit root;
    private final String managementAccount;
    private final Map<String, Unit> units = new TreeMap<>();
    private final Map<String, Account> accounts = new TreeMap<>();
    private final Administration administration;
    private final RegionOptIns regions =
            new RegionOptIns(account -> account(account).isPresent());
    private Membership membership = (account, before, after) -> {};

    /**
     * An organization with a root and the management account in it.
     *
     * @param management with an id
     * @param reserved ids of accounts that are never drawn
     * @param seed decides every id
     * @param clock virtual time
     */
    public OrganizationTree(NewAccount management, Set<String> reserved, long seed, Supplier<Instant> clock) {
        this.ids = new DrawnIds(seed, reserved);
        this.clock = clock;
        this.managementAccount = management.id().orElseThrow();
        this.administration = new Administration(clock);
        id = "o-" + ids.letters(10);
        root = new Unit("r-" + ids.letters(4), "Root", Optional.empty());
        units.put(root.id(), root);
        createAccount(management, root.id());
    }

    /**
     * Sends changes somewhere from now on.
     *
     * @param listener called with the engine's lock held
     */
    public void listen(Membership listener) {
        membership = listener;
    }

    /**
     * Adds a unit.
     *
     * @param parent an existing unit
     * @param name unique in its parent
     * @return the unit
     */
    public Unit createUnit(String parent, String name) {
        Unit above = requireUnit(parent);
        if (above.has(name)) {
            throw new IllegalArgumentException("there is a unit " + name + " in " + parent + " already");
        }
        Unit unit = new Unit("ou-" + root.id().substring(2) + "-" + ids.letters(8), name, Optional.of(parent));
        units.put(unit.id(), unit);
        above.add(unit);
        return unit;
    }

    /**
     * Takes an empty unit away.
     *
     * @param unit an existing unit, not the root
     * @throws IllegalArgumentException when there is something in it
     */
    public void deleteUnit(String unit) {
        Unit going = requireUnit(unit);
        Unit above = requireUnit(going.parent().orElseThrow(() -> new IllegalArgumentException("the root stays")));
        if (!going.isEmpty()) {
            throw new IllegalArgumentException("unit " + unit + " is not empty");
        }
        above.remove(going);
        units.remove(unit);
    }

    /**
     * Adds an account.
     *
     * @param wanted what it is called
     * @param parent the unit it joins
     * @return the account
     */
    public Account createAccount(NewAccount wanted, String parent) {
        String account = wanted.id().orElseGet(() -> ids.account(accounts::containsKey));
        if (accounts.containsKey(account)) {
            throw new IllegalArgumentException("account " + account + " is in the organization already");
        }
        Unit unit = requireUnit(parent);
        Account created = new Account(account, wanted.nameOf(account), wanted.emailOf(account), clock.get(), parent);
        accounts.put(account, created);
        unit.join(account);
        membership.changed(account, List.of(), lineage(parent));
        return created;
    }

    /**
     * Whether some account has an email address.
     *
     * @param email in any case
     * @return true for every state an account can be in
     */
    public boolean isTaken(String email) {
        return accounts.values().stream().anyMatch(account -> account.email().equalsIgnoreCase(email));
    }

    /**
     * An id for a request for an account.
     *
     * @return {@code car-...}
     */
    String newCreationId() {
        return "car-" + ids.letters(32);
    }

    /**
     * Moves an account.
     *
     * @param account a member
     * @param parent an existing unit
     */
    public void move(String account, String parent) {
        Account moving = requireAccount(account);
        Unit to = requireUnit(parent);
        List<String> before = lineage(moving);
        requireUnit(moving.parent()).leave(account);
        moving.moveTo(parent);
        to.join(account);
        membership.changed(account, before, lineage(moving));
    }

    /**
     * Changes the state of an account; one that is being closed leaves every deployment.
     *
     * @param account a member other than the management account
     * @param state the new state
     */
    public void become(String account, AccountState state) {
        Account changing = requireMember(account);
        List<String> before = lineage(changing);
        changing.become(state);
        List<String> after = lineage(changing);
        if (!before.equals(after)) {
            membership.changed(account, before, after);
        }
    }

    /**
     * Takes an account out.
     *
     * @param account a member other than the management account
     */
    public void remove(String account) {
        Account leaving = requireMember(account);
        List<String> before = lineage(leaving);
        requireUnit(leaving.parent()).leave(account);
        accounts.remove(account);
        administration.forget(account);
        membership.changed(account, before, List.of());
    }

    private List<String> lineage(Account account) {
        return account.isTarget() ? lineage(account.parent()) : List.of();
    }

    /**
     * A unit and everything above it.
     *
     * @param unit an existing unit
     * @return ids, the unit first, the root last
     */
    public List<String> lineage(String unit) {
        List<String> line = new ArrayList<>();
        for (Optional<String> at = Optional.of(unit);
                at.isPresent();
                at = requireUnit(at.get()).parent()) {
            line.add(at.get());
        }
        return line;
    }

    /**
     * The units a target account is in.
     *
     * @param account any account id
     * @return nearest first, empty for strangers and accounts that are being closed
     */
    public List<String> unitsOf(String account) {
        return account(account).map(this::lineage).orElse(List.of());
    }

    /**
     * The accounts StackSets deploys to when a unit is named: nested units included, the management account not.
     *
     * @param unit any id
     * @return ids, those directly in the unit first; empty for a unit that is gone
     */
    public List<String> targetsUnder(String unit) {
        List<String> found = new ArrayList<>();
        unit(unit).ifPresent(there -> collect(there, found));
        return found;
    }

    private void collect(Unit unit, List<String> found) {
        unit.accounts().stream()
                .filter(account -> !account.equals(managementAccount)
                        && requireAccount(account).isTarget())
                .forEach(found::add);
        unit.units().forEach(child -> collect(requireUnit(child), found));
    }

    /**
     * Finds a unit.
     *
     * @param unit any id
     * @return the root or a unit
     */
    public Optional<Unit> unit(String unit) {
        return Optional.ofNullable(units.get(unit));
    }

    /**
     * Finds an account.
     *
     * @param account any id
     * @return a member or the management account
     */
    public Optional<Account> account(String account) {
        return Optional.ofNullable(accounts.get(account));
    }

    /**
     * The tags of an account or a unit.
     *
     * @param id any id
     * @return live and mutable, empty when it is neither
     */
    public Optional<Map<String, String>> tags(String id) {
        return account(id).map(Account::tags).or(() -> unit(id).map(Unit::tags));
    }

    private Unit requireUnit(String unit) {
        return unit(unit).orElseThrow(() -> new IllegalArgumentException("no such unit: " + unit));
    }

    /**
     * An account.
     *
     * @param account any id
     * @return the account
     * @throws IllegalArgumentException when it is not in the organization
     */
    public Account requireAccount(String account) {
        return account(account).orElseThrow(() -> new IllegalArgumentException("not in the organization: " + account));
    }

    private Account requireMember(String account) {
        if (account.equals(managementAccount)) {
            throw new IllegalArgumentException("the management account stays as it is");
        }
        return requireAccount(account);
    }

    /**
     * Every account.
     *
     * @return by id
     */
    public Collection<Account> accounts() {
        return Collections.unmodifiableCollection(accounts.values());
    }

    /**
     * The id.
     *
     * @return {@code o-...}
     */
    public String id() {
        return id;
    }

    /**
     * The root.
     *
     * @return always the same
     */
    public Unit root() {
        return root;
    }

    /**
     * The management account.
     *
     * @return 12 digits
     */
    public String managementAccount() {
        return managementAccount;
    }

    /**
     * The Regions of its accounts.
     *
     * @return always the same
     */
    public RegionOptIns regions() {
        return regions;
    }

    /**
     * Trusted services and delegated administrators.
     *
     * @return always the same
     */
    public Administration administration() {
        return administration;
    }
}
