package dev.stacksets.internal.tracking;

import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in a sentence how an operation ended: the root causes, how often each, and what to look at next. */
final class Verdict {
    private static final int CAUSES_NAMED = 3;

    private Verdict() {}

    static String failed(OperationResult result) {
        return where(result) + " FAILED: " + counts(result) + causes(result)
                + (result.complete() ? "" : " AWS had not reported every instance; list the results again.");
    }

    static String stopped(OperationResult result, boolean requestedHere) {
        return where(result) + " was STOPPED" + (requestedHere ? " as asked here: " : " by someone else: ")
                + counts(result) + causes(result);
    }

    private static String where(OperationResult result) {
        return "Stack set '" + result.token().stackSet() + "', operation "
                + result.token().operationId();
    }

    private static String counts(OperationResult result) {
        return result.counts().failed() + " of " + result.counts().total() + " instances failed, "
                + result.counts().cancelled() + " were not begun."
                + result.statusReason().map(reason -> " " + reason).orElse("");
    }

    private static String capabilities(OperationResult result) {
        String required = result.failuresByReason().values().stream()
                .map(same -> same.get(0))
                .flatMap(failure -> failure.requiredCapabilities().stream())
                .distinct()
                .sorted()
                .map(each -> ".capability(Capability." + each + ")")
                .collect(Collectors.joining());
        return required.isEmpty()
                ? ""
                : " The stack set has to acknowledge what the template does: update it with " + required + ".";
    }

    private static String causes(OperationResult result) {
        Map<String, List<InstanceResult>> byReason = result.failuresByReason();
        StringBuilder causes = new StringBuilder();
        byReason.entrySet().stream()
                .sorted((one, other) ->
                        Integer.compare(other.getValue().size(), one.getValue().size()))
                .limit(CAUSES_NAMED)
                .forEach(cause -> causes.append(" [")
                        .append(cause.getValue().size())
                        .append("x, first in ")
                        .append(cause.getValue().get(0).instance())
                        .append(": ")
                        .append(cause.getKey())
                        .append(']'));
        if (byReason.size() > CAUSES_NAMED) {
            causes.append(" and ").append(byReason.size() - CAUSES_NAMED).append(" more causes");
        }
        return causes + capabilities(result);
    }
}
