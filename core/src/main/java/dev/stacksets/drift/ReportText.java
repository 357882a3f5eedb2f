package dev.stacksets.drift;

import dev.stacksets.definition.DriftSummary;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A drift report in lines for a person. */
final class ReportText {
    private final DriftReport report;
    private final Function<PropertyDifference, String> difference;
    private final List<String> lines = new ArrayList<>();

    ReportText(DriftReport report, Function<PropertyDifference, String> difference) {
        this.report = report;
        this.difference = difference;
        head(report.summary());
        report.drifted().forEach(this::instance);
        unchecked(report.unchecked());
        if (!report.complete()) {
            lines.add("Not complete: the detection had not ended, or instances have changed since. Detect anew.");
        }
    }

    /** Values on one line each, whatever is in them. */
    static String withValues(PropertyDifference difference) {
        return difference + ": expected " + quoted(difference.expected()) + ", is " + quoted(difference.actual());
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r") + "'";
    }

    private void head(DriftSummary summary) {
        lines.add("Stack set '" + report.token().stackSet() + "', drift detection "
                + report.token().operationId() + ": " + summary.status()
                + (summary.rawDetection().isEmpty() ? "" : ", " + summary.rawDetection())
                + summary.checkedAt().map(at -> ", last looked at " + at).orElse(""));
        summary.counts()
                .ifPresent(counts -> lines.add(counts.total() + " instances: " + counts.drifted() + " drifted, "
                        + counts.inSync() + " in sync, " + counts.failed() + " failed, " + counts.inProgress()
                        + " in progress"));
    }

    private void instance(InstanceDrift drifted) {
        lines.add(drifted.instance().toString());
        drifted.resources().forEach(this::resource);
    }

    private void resource(ResourceDrift resource) {
        lines.add("  " + resource.rawStatus() + " " + resource.logicalId() + " (" + resource.type()
                + resource.physicalId().map(id -> " " + id).orElse("") + ")");
        resource.differences().forEach(each -> lines.add("    " + difference.apply(each)));
    }

    private void unchecked(List<InstanceResult> instances) {
        if (!instances.isEmpty()) {
            lines.add("Not looked at, drift unknown:");
        }
        instances.forEach(each -> lines.add("  " + each.instance() + " " + each.outcome()
                + each.reason().map(reason -> ": " + reason).orElse("")));
    }

    @Override
    public String toString() {
        return lines.stream().map(Printable::line).collect(Collectors.joining("\n"));
    }
}
