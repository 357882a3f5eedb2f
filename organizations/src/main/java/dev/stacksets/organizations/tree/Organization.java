package dev.stacksets.organizations.tree;

/**
 * The organization itself. API page of Organizations {@code Organization}.
 *
 * @param id {@code o-...}
 * @param managementAccount 12 digits
 * @param allFeatures whether it has all features, which service-managed stack sets need, or consolidated billing only
 */
public record Organization(String id, String managementAccount, boolean allFeatures) {}
