package dev.stacksets.testing.internal.accounts;

/**
 * How Organizations behaves where AWS leaves it open.
 *
 * @param pagesBeginEmpty whether every list begins with an empty page that has a token
 * @param enablingAccessActivatesStackSets whether EnableAWSServiceAccess alone switches StackSets' trusted access on
 */
public record OrganizationsChoices(boolean pagesBeginEmpty, boolean enablingAccessActivatesStackSets) {}
