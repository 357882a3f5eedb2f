package dev.stacksets.testing.internal.engine.operation;

import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.engine.base.Errors;
import dev.stacksets.testing.internal.organization.OrganizationTree;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.CallAs;

/**
 * Every store, by account and Region; a name or id resolves in its own account and Region only. Service-managed sets
 * live in the management account: a delegated administrator looks there and sees those only.
 */
public final class Directory {

    /** The stack sets a caller sees. */
    public record View(Caller administrator, StackSetStore store, boolean serviceManagedOnly) {

        public boolean shows(StackSetState stackSet, Instant seen) {
            return !serviceManagedOnly || stackSet.definition(seen).isServiceManaged();
        }

        public Optional<StackSetState> find(@Nullable String nameOrId, Instant seen) {
            return store.find(String.valueOf(nameOrId), seen).filter(stackSet -> shows(stackSet, seen));
        }
    }

    private final Map<Caller, StackSetStore> stores = new LinkedHashMap<>();
    private final Optional<OrganizationTree> organization;
    private final InstantSource clock;

    public Directory(Optional<OrganizationTree> organization, InstantSource clock) {
        this.organization = organization;
        this.clock = clock;
    }

    public View of(Caller caller, @Nullable CallAs callAs) {
        if (callAs == CallAs.UNKNOWN_TO_SDK_VERSION) {
            throw Errors.validation(
                    "1 validation error detected: Value at 'callAs' failed to satisfy constraint: Member"
                            + " must satisfy enum value set: " + CallAs.knownValues());
        }
        boolean delegated = callAs == CallAs.DELEGATED_ADMIN;
        Caller administrator = delegated ? behindDelegation(caller) : caller;
        StackSetStore known = stores.get(administrator);
        return new View(administrator, known == null ? new StackSetStore() : known, delegated);
    }

    /** Keeps the stack sets of a caller who has some from now on; who only looks leaves nothing behind. */
    public void keep(View view) {
        stores.putIfAbsent(view.administrator(), view.store());
    }

    private Caller behindDelegation(Caller caller) {
        return organization
                .filter(tree -> tree.administration().isStackSetsAdministrator(caller.account()))
                .map(tree -> new Caller(tree.managementAccount(), caller.region()))
                .orElseThrow(() -> Errors.validation("Account used is not a delegated administrator"));
    }

    public StackSetState require(Caller caller, @Nullable CallAs callAs, @Nullable String nameOrId) {
        return require(caller, callAs, nameOrId, clock.instant());
    }

    public StackSetState require(Caller caller, @Nullable CallAs callAs, @Nullable String nameOrId, Instant seen) {
        return of(caller, callAs)
                .find(nameOrId, seen)
                .filter(stackSet -> !stackSet.isDeleted(seen))
                .orElseThrow(() -> Errors.stackSetNotFound(String.valueOf(nameOrId)));
    }

    public Collection<StackSetStore> all() {
        return Collections.unmodifiableCollection(stores.values());
    }

    /** Every stack set that is not deleted, by store and then by age. */
    public List<StackSetState> active() {
        return stores.values().stream()
                .flatMap(store -> store.after(0))
                .filter(stackSet -> !stackSet.isDeleted())
                .toList();
    }
}
