package dev.stacksets.organizations.tree;

/**
 * Who makes the calls. API page of STS {@code GetCallerIdentity}.
 *
 * @param account 12 digits
 * @param arn the user or the session of a role
 */
public record CallerIdentity(String account, String arn) {}
