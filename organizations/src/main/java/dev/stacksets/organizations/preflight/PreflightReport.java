package dev.stacksets.organizations.preflight;

import dev.stacksets.organizations.preflight.PreflightFinding.Level;
import dev.stacksets.text.Printable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a preflight found. A value; nothing was changed to find it.
 *
 * @param findings in the order of the checks, those without anything to find among them
 */
public record PreflightReport(List<PreflightFinding> findings) {

    /**
     * Keeps its own copy.
     *
     * @param findings in the order of the checks
     */
    public PreflightReport {
        findings = List.copyOf(findings);
    }

    /**
     * What keeps the deployment from working.
     *
     * @return possibly nothing
     */
    public List<PreflightFinding> blockers() {
        return of(Level.BLOCKER);
    }

    /**
     * What is doubtful.
     *
     * @return possibly nothing
     */
    public List<PreflightFinding> warnings() {
        return of(Level.WARNING);
    }

    /**
     * What could not be looked at.
     *
     * @return possibly nothing
     */
    public List<PreflightFinding> notChecked() {
        return of(Level.NOT_CHECKED);
    }

    /**
     * Whether everything was looked at and nothing was found.
     *
     * @return true if there are OK lines only
     */
    public boolean isClear() {
        return findings.stream().allMatch(finding -> finding.level() == Level.OK);
    }

    private List<PreflightFinding> of(Level level) {
        return findings.stream().filter(finding -> finding.level() == level).toList();
    }

    /**
     * The report as text.
     *
     * @return a line for each finding, and one that counts them
     */
    public String render() {
        return findings.stream()
                        .map(PreflightFinding::toString)
                        .map(Printable::line)
                        .collect(Collectors.joining("\n", "", "\n"))
                + this + "\n";
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    @Override
    public String toString() {
        return counted(blockers().size(), "blocker") + ", " + counted(warnings().size(), "warning") + ", "
                + notChecked().size() + " not checked, " + of(Level.OK).size() + " ok";
    }
}
