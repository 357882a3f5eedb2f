package dev.stacksets.testing.internal.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every store, by who asks and where; a name or id resolves in its own account and Region only. */
final class Directory {

    private final Map<Caller, StackSetStore> stores = new LinkedHashMap<>();

    StackSetStore of(Caller caller) {
        return stores.computeIfAbsent(caller, key -> new StackSetStore());
    }

    StackSetState require(Caller caller, @Nullable String nameOrId) {
        String wanted = String.valueOf(nameOrId);
        return of(caller).findActive(wanted).orElseThrow(() -> Errors.stackSetNotFound(wanted));
    }

    Collection<StackSetStore> all() {
        return Collections.unmodifiableCollection(stores.values());
    }
}
