package dev.stacksets.definition;

/**
 * Whether CloudFormation may look into the organization, which service-managed stack sets need. API page
 * {@code DescribeOrganizationsAccess}.
 */
public enum OrganizationsAccess {
    /** It may. */
    ENABLED,
    /** It may not; activating changes that. */
    DISABLED,
    /** It may not; AWS's word for a state that does not come back. */
    DISABLED_PERMANENTLY,
    /** A state this version does not know. */
    UNKNOWN
}
