package dev.stacksets.testing.internal.organization;

import dev.stacksets.testing.organization.AccountState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Root, units and accounts, and who of them may do what. Guarded by the engine's lock. */
public final class OrganizationTree {

    /** Learns of every change of the units an account is in. */
    public interface Membership {

        /**
         * An account joined, moved or left.
         *
         * @param account the account
         * @param before the units it was in, nearest first, empty when it was no member
         * @param after the units it is in now
         */
        void changed(String account, List<String> before, List<String> after);
    }

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final Random random;
    private final Supplier<Instant> clock;
    private final String id;
    private final Unit root;
    private final String managementAccount;
    private final Map<String, Unit> units = new TreeMap<>();
    private final Map<String, Account> accounts = new TreeMap<>();
    private final Administration administration;
    private Membership membership = (account, before, after) -> {};
    private long lastAccount = 100_000_000_000L;

    /**
     * An organization with a root and the management account in it.
     *
     * @param managementAccount 12 digits
     * @param seed decides every id
     * @param clock virtual time
     */
    public OrganizationTree(String managementAccount, long seed, Supplier<Instant> clock) {
        this.random = new Random(seed ^ 0x5DEECE66DL);
        this.clock = clock;
        this.managementAccount = managementAccount;
        this.administration = new Administration(clock);
        id = "o-" + letters(10);
        root = new Unit("r-" + letters(4), "Root", Optional.empty());
        units.put(root.id(), root);
        createAccount(Optional.of(managementAccount), root.id(), Optional.of("management"));
    }

    private String letters(int count) {
        return random.ints(count, 0, LETTERS.length())
                .collect(StringBuilder::new, (text, index) -> text.append(LETTERS.charAt(index)), StringBuilder::append)
                .toString();
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
        if (above.units().stream().anyMatch(unit -> requireUnit(unit).name().equals(name))) {
            throw new IllegalArgumentException("there is a unit " + name + " in " + parent + " already");
        }
        Unit unit = new Unit("ou-" + root.id().substring(2) + "-" + letters(8), name, Optional.of(parent));
        units.put(unit.id(), unit);
        above.add(unit);
        return unit;
    }

    /**
     * Adds an account.
     *
     * @param wanted its id, or any free one
     * @param parent the unit it joins
     * @param name its name, or one made of its id
     * @return the account
     */
    public Account createAccount(Optional<String> wanted, String parent, Optional<String> name) {
        String account = wanted.orElseGet(this::freeId);
        if (accounts.containsKey(account)) {
            throw new IllegalArgumentException("account " + account + " is in the organization already");
        }
        Unit unit = requireUnit(parent);
        String named = name.orElse("account-" + account);
        String email = named.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + "+" + account + "@example.com";
        Account created = new Account(account, named, email, clock.get(), parent);
        accounts.put(account, created);
        unit.join(account);
        membership.changed(account, List.of(), lineage(parent));
        return created;
    }

    private String freeId() {
        do {
            lastAccount++;
        } while (accounts.containsKey(Long.toString(lastAccount)));
        return Long.toString(lastAccount);
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
     * @param unit an existing unit
     * @return ids, those directly in the unit first
     */
    public List<String> targetsUnder(String unit) {
        List<String> found = new ArrayList<>();
        collect(requireUnit(unit), found);
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
     * A Region's opt status in an account.
     *
     * @param account any account id
     * @param region any Region
     * @return ENABLED_BY_DEFAULT, ENABLED or DISABLED; strangers and unknown Regions count as enabled
     */
    public String regionStatus(String account, String region) {
        if (!Regions.OPT_IN.contains(region)) {
            return "ENABLED_BY_DEFAULT";
        }
        return account(account).map(member -> member.optedIn().contains(region)).orElse(true) ? "ENABLED" : "DISABLED";
    }

    /**
     * Every Region there is.
     *
     * @return sorted
     */
    public List<String> regions() {
        List<String> all = new ArrayList<>(Regions.BY_DEFAULT);
        all.addAll(Regions.OPT_IN);
        Collections.sort(all);
        return all;
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
     * Trusted services and delegated administrators.
     *
     * @return always the same
     */
    public Administration administration() {
        return administration;
    }
}
