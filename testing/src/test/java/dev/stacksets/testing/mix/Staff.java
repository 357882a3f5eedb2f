package dev.stacksets.testing.mix;

import dev.stacksets.testing.organization.Organization;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who works where: the test's own book of the organization, kept beside the real one. */
final class Staff {

    static final String A = "A";
    static final String DEEP = "A/Deep";
    static final String B = "B";
    static final String C = "C";
    static final List<String> UNITS = List.of(A, DEEP, B, C);

    private final Organization organization;
    private final Map<String, String> pathByAccount = new LinkedHashMap<>();

    Staff(Organization organization) {
        this.organization = organization;
        UNITS.forEach(path ->
                organization.accounts(organization.unit(path)).forEach(account -> pathByAccount.put(account, path)));
    }

    String id(String path) {
        return organization.unit(path);
    }

    List<String> ids(Collection<String> paths) {
        return paths.stream().map(this::id).toList();
    }

    List<String> all() {
        return List.copyOf(pathByAccount.keySet());
    }

    /** Those in the units and below them. */
    Set<String> under(Collection<String> paths) {
        Set<String> found = new TreeSet<>();
        pathByAccount.forEach((account, at) -> {
            if (paths.stream().anyMatch(path -> at.equals(path) || at.startsWith(path + "/"))) {
                found.add(account);
            }
        });
        return found;
    }

    void hire(String path) {
        pathByAccount.put(organization.createAccount(id(path)), path);
    }

    void move(String account, String path) {
        organization.move(account, id(path));
        pathByAccount.put(account, path);
    }

    void leave(String account) {
        organization.remove(account);
        pathByAccount.remove(account);
    }

    void close(String account) {
        organization.close(account);
        pathByAccount.remove(account);
    }

    void suspend(String account) {
        organization.suspend(account);
    }

    void reinstate(String account) {
        organization.reinstate(account);
    }

    static Set<String> pairs(Collection<String> accounts, Collection<String> regions) {
        List<String> pairs = new ArrayList<>();
        accounts.forEach(account -> regions.forEach(region -> pairs.add(account + "/" + region)));
        return new TreeSet<>(pairs);
    }
}
