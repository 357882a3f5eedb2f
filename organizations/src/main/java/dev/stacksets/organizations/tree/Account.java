package dev.stacksets.organizations.tree;

import java.time.Instant;
import java.util.Optional;

/**
 * An account of the organization. API page of Organizations {@code Account}; its tags are read apart, as AWS has them in
 * another call.
 *
 * @param id 12 digits
 * @param name not necessarily unique
 * @param state where it stands in its life
 * @param joined when it came into the organization, if AWS says
 * @param unit the unit or root it is in
 */
public record Account(String id, String name, AccountState state, Optional<Instant> joined, OrganizationalUnit unit) {

    @Override
    public String toString() {
        return id + " " + name + " (" + unit.path() + (state == AccountState.ACTIVE ? "" : ", " + state) + ")";
    }
}
