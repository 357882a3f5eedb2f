package dev.stacksets.organizations.tree;

import java.util.Optional;

/**
 * An organizational unit, or the root. API pages of Organizations {@code OrganizationalUnit} and {@code Root}.
 *
 * @param id {@code ou-...}, or {@code r-...} for the root
 * @param name unique beside its siblings
 * @param parent the id of the unit above; empty for the root
 * @param path the names from the root down, for example {@code Root/Workloads/Prod}
 */
public record OrganizationalUnit(String id, String name, Optional<String> parent, String path) {

    /**
     * A root.
     *
     * @param id {@code r-...}
     * @param name as AWS says it, {@code Root}
     * @return the unit
     */
    public static OrganizationalUnit root(String id, String name) {
        return new OrganizationalUnit(id, name, Optional.empty(), name);
    }

    /**
     * A unit in this one.
     *
     * @param unit {@code ou-...}
     * @param unitName its name
     * @return the unit
     */
    public OrganizationalUnit child(String unit, String unitName) {
        return new OrganizationalUnit(unit, unitName, Optional.of(id), path + "/" + unitName);
    }

    @Override
    public String toString() {
        return path + " (" + id + ")";
    }
}
