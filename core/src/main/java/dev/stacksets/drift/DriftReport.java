package dev.stacksets.drift;

import dev.stacksets.definition.DriftSummary;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationToken;
import java.util.List;

/**
 * What one drift detection found. Immutable.
 *
 * <p>The values of properties that differ may be secrets. They are in {@link PropertyDifference#expected()},
 * {@link PropertyDifference#actual()} and {@link #renderWithValues()}, and in no other text.
 *
 * @param token the drift detection
 * @param summary what it found in numbers, and how it went: of {@code PARTIAL_SUCCESS}, {@code FAILED} and
 *     {@code STOPPED} ones, {@code unchecked} has the instances that nothing is known of
 * @param drifted the instances that drifted, by account and Region
 * @param unchecked the instances that could not be looked at, or were not, by account and Region
 * @param complete false if the detection had not ended, the lists do not agree with AWS's counts, or AWS has looked at
 *     one of the instances again since: it keeps resources of the most recent detection only (API page
 *     {@code ListStackInstanceResourceDrifts}). Then detect anew
 */
public record DriftReport(
        OperationToken token,
        DriftSummary summary,
        List<InstanceDrift> drifted,
        List<InstanceResult> unchecked,
        boolean complete) {
    /**
     * Copies the lists.
     *
     * @param token the drift detection
     * @param summary what it found in numbers
     * @param drifted the instances that drifted
     * @param unchecked the instances that nothing is known of
     * @param complete whether nothing is missing
     */
    public DriftReport {
        drifted = List.copyOf(drifted);
        unchecked = List.copyOf(unchecked);
    }

    /**
     * Tells a person what drifted and where: resources and properties, not their values.
     *
     * @return lines of text
     */
    public String render() {
        return new ReportText(this, PropertyDifference::toString).toString();
    }

    /**
     * Tells a person what drifted and where, with what the template says and what is there. May show secrets.
     *
     * @return lines of text
     */
    public String renderWithValues() {
        return new ReportText(this, ReportText::withValues).toString();
    }
}
