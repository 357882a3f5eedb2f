package dev.stacksets.organizations.tree;

import java.time.Instant;
import java.util.Optional;

/**
 * An account that may manage service-managed stack sets for the organization. API page of Organizations
 * {@code DelegatedAdministrator}.
 *
 * @param account 12 digits
 * @param name its name
 * @param since when it was registered, if AWS says
 */
public record DelegatedAdministrator(String account, String name, Optional<Instant> since) {}
