package dev.stacksets.samples.console;

import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.target.InstanceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How an operation ended: a table of all instances, the root causes of failures grouped, and apart from them what was
 * merely cancelled.
 */
public final class Verdict {
    private final OperationResult result;
    private final Map<String, List<InstanceResult>> causes;
    private final Map<InstanceId, String> numbers = new LinkedHashMap<>();

    /**
     * Reads a result.
     *
     * @param result how the operation ended
     */
    public Verdict(OperationResult result) {
        this.result = result;
        this.causes = result.failuresByReason();
        causes.values().forEach(failures -> {
            String number = "(" + (numbers.values().stream().distinct().count() + 1) + ")";
            failures.forEach(failure -> numbers.put(failure.instance(), number));
        });
    }

    /**
     * The operation in one line.
     *
     * @return for example {@code FAILED: 7 of 12 instances succeeded, 3 failed, 2 cancelled.}
     */
    public String headline() {
        return result.status() + ": " + result.counts().succeeded() + " of "
                + result.counts().total() + " instances succeeded" + ProgressText.trouble(result.counts()) + "."
                + (result.complete() ? "" : " AWS has not reported every instance yet.");
    }

    /**
     * Every instance.
     *
     * @param all the operation's results, succeeded ones too
     * @param regionOrder columns from left to right; Regions it does not name come after
     * @return a table
     */
    public List<String> table(Collection<InstanceResult> all, List<String> regionOrder) {
        return new OutcomeTable(all, each -> numbers.getOrDefault(each.instance(), "")).lines(regionOrder);
    }

    /**
     * What went wrong, and what only followed from it.
     *
     * @return no lines if nothing did
     */
    public List<String> explanation() {
        List<String> lines = new ArrayList<>();
        causes.forEach((reason, failures) -> {
            lines.add("   FAILED " + numbers.get(failures.get(0).instance()) + " " + places(failures));
            lines.add("      " + reason);
        });
        if (!result.cancelled().isEmpty()) {
            lines.add("   CANCELLED, never begun, nothing wrong there: " + places(result.cancelled()));
            cancellations().forEach(reason -> lines.add("      " + reason));
        }
        return lines;
    }

    private List<String> cancellations() {
        return result.cancelled().stream()
                .flatMap(cancelled -> cancelled.reason().stream())
                .distinct()
                .toList();
    }

    private static String places(List<InstanceResult> results) {
        return results.stream().map(each -> each.instance().toString()).collect(Collectors.joining(", "));
    }
}
