package dev.stacksets.target;

/**
 * How a list of accounts changes what organizational units target. API page {@code DeploymentTargets}, field
 * {@code AccountFilterType}.
 */
public enum AccountFilter {
    /** Every account of the units. */
    NONE,
    /** Only those accounts of the units that are in the list. */
    INTERSECTION,
    /** Every account of the units but those in the list. */
    DIFFERENCE,
    /** Every account of the units, and those in the list. */
    UNION
}
