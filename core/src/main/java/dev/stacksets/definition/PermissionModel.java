package dev.stacksets.definition;

/**
 * Who provides the roles that reach into target accounts. Changes only while a stack set has no instances. API page
 * {@code CreateStackSet}, field {@code PermissionModel}.
 */
public enum PermissionModel {
    /** Two IAM roles the user makes: one in the administrator account, one in each target account. AWS's default. */
    SELF_MANAGED,
    /**
     * Roles that AWS makes in the accounts of an organization with trusted access. Targets are organizational units; the
     * management account is never one, even inside a targeted unit.
     */
    SERVICE_MANAGED,
    /** A model this version does not know; read only. */
    UNKNOWN
}
