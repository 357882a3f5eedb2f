package dev.stacksets.testing.organization;

import dev.stacksets.testing.internal.engine.Engine;
import dev.stacksets.testing.internal.organization.Administration;
import dev.stacksets.testing.internal.organization.NewAccount;
import dev.stacksets.testing.internal.organization.OrganizationTree;
import dev.stacksets.testing.internal.organization.RegionStatus;
import dev.stacksets.testing.internal.organization.Unit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.regions.Region;

/**
 * The organization of a simulator: what it looks like, and how it changes while operations run. Service-managed stack
 * sets follow every change at once. Thread-safe; methods that take an id throw {@link IllegalArgumentException} when
 * the organization has no such account or unit.
 *
 * <pre>{@code
 * StackSetsSimulator aws = StackSetsSimulator.builder()
 *         .organization(o -> o.ou("Workloads", ou -> ou.accounts(40).ou("Prod", prod -> prod.accounts(2))))
 *         .build();
 * Organization organization = aws.organization();
 * organization.move(account, organization.unit("Workloads/Prod"));
 * }</pre>
 */
public final class Organization {

    private final Engine engine;

    /**
     * For the simulator; get yours from it.
     *
     * @param engine what holds the organization
     */
    public Organization(Engine engine) {
        this.engine = engine;
    }

    private <T> T read(Function<OrganizationTree, T> work) {
        return engine.organization(work);
    }

    private void change(Consumer<OrganizationTree> work) {
        engine.organization(tree -> {
            work.accept(tree);
            return true;
        });
    }

    /**
     * The id of the organization.
     *
     * @return {@code o-...}
     */
    public String id() {
        return read(OrganizationTree::id);
    }

    /**
     * The management account.
     *
     * @return 12 digits
     */
    public String managementAccount() {
        return read(OrganizationTree::managementAccount);
    }

    /**
     * The id of the root.
     *
     * @return {@code r-...}
     */
    public String root() {
        return read(tree -> tree.root().id());
    }

    /**
     * The id of a unit.
     *
     * @param path names from below the root, separated by slashes, such as {@code Workloads/Prod}
     * @return {@code ou-...}
     */
    public String unit(String path) {
        return read(tree -> {
            Unit at = tree.root();
            for (String name : path.split("/", -1)) {
                at = at.units().stream()
                        .flatMap(id -> tree.unit(id).stream())
                        .filter(unit -> unit.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no unit " + name + " of path " + path));
            }
            return at.id();
        });
    }

    /**
     * The accounts directly in a unit.
     *
     * @param unit the root or a unit
     * @return ids in the order they came
     */
    public List<String> accounts(String unit) {
        return read(tree -> tree.unit(unit)
                .map(found -> List.copyOf(found.accounts()))
                .orElseThrow(() -> new IllegalArgumentException("no such unit: " + unit)));
    }

    /**
     * Where an account stands in its life.
     *
     * @param account a member
     * @return its state
     */
    public AccountState state(String account) {
        return read(tree -> tree.requireAccount(account).state());
    }

    /**
     * Adds a unit.
     *
     * @param parent the root or a unit
     * @param name unique in its parent
     * @return its id
     */
    public String createUnit(String parent, String name) {
        return read(tree -> tree.createUnit(parent, name).id());
    }

    /**
     * Adds an account, made up from its id.
     *
     * @param parent the root or a unit
     * @return 12 digits
     */
    public String createAccount(String parent) {
        return read(tree -> tree.createAccount(NewAccount.any(), parent).id());
    }

    /**
     * Adds an account.
     *
     * @param parent the root or a unit
     * @param account 12 digits
     * @param name its name
     */
    public void createAccount(String parent, String account, String name) {
        TakenNames.requireAccount(account);
        change(tree -> tree.createAccount(NewAccount.named(account, name), parent));
    }

    /**
     * Moves an account.
     *
     * @param account a member
     * @param unit the root or a unit
     */
    public void move(String account, String unit) {
        change(tree -> tree.move(account, unit));
    }

    /**
     * Suspends an account: StackSets goes on to name it, and skips it.
     *
     * @param account a member, not the management account
     */
    public void suspend(String account) {
        change(tree -> tree.become(account, AccountState.SUSPENDED));
    }

    /**
     * Takes a suspended or closing account back into use.
     *
     * @param account a member
     */
    public void reinstate(String account) {
        change(tree -> tree.become(account, AccountState.ACTIVE));
    }

    /**
     * Begins to close an account, as CloseAccount does: deployments treat it as one that left, and it is CLOSED once
     * the simulator's {@code accountChangeDuration} is over.
     *
     * @param account a member, not the management account
     */
    public void close(String account) {
        engine.closeAccount(account);
    }

    /**
     * Takes an account out of the organization.
     *
     * @param account a member, not the management account
     */
    public void remove(String account) {
        change(tree -> tree.remove(account));
    }

    /**
     * Sets a tag of an account or a unit.
     *
     * @param id an account, a unit or the root
     * @param key of the tag
     * @param value of the tag
     */
    public void tag(String id, String key, String value) {
        change(tree -> tree.tags(id)
                .orElseThrow(() -> new IllegalArgumentException("nothing to tag: " + id))
                .put(key, value));
    }

    /**
     * The tags of an account or a unit.
     *
     * @param id an account, a unit or the root
     * @return a copy
     */
    public Map<String, String> tags(String id) {
        return read(tree -> tree.tags(id)
                .map(Map::copyOf)
                .orElseThrow(() -> new IllegalArgumentException("no such account or unit: " + id)));
    }

    /**
     * Makes an account a delegated administrator of StackSets.
     *
     * @param account a member
     * @throws IllegalStateException when there are five of them already
     */
    public void delegateTo(String account) {
        change(tree ->
                tree.administration().register(tree.requireAccount(account).id(), Administration.STACK_SETS));
    }

    /**
     * Ends a delegation.
     *
     * @param account a delegated administrator of StackSets
     */
    public void endDelegation(String account) {
        change(tree -> tree.administration().deregister(account, Administration.STACK_SETS));
    }

    /**
     * Enables an opt-in Region at once; Regions that are on by default stay as they are.
     *
     * @param account a member or the management account
     * @param region an opt-in Region
     */
    public void enableRegion(String account, Region region) {
        become(account, region, RegionStatus.ENABLED);
    }

    /**
     * Disables an opt-in Region at once: work there fails.
     *
     * @param account a member or the management account
     * @param region an opt-in Region
     */
    public void disableRegion(String account, Region region) {
        become(account, region, RegionStatus.DISABLED);
    }

    private void become(String account, Region region, RegionStatus status) {
        change(tree -> tree.regions().become(tree.requireAccount(account).id(), region.id(), status));
    }
}
