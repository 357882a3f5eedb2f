package dev.stacksets.testing.internal.peer;

import dev.stacksets.testing.peer.EndpointReport.Row;
import dev.stacksets.testing.peer.EndpointReport.Support;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Asks a server one action after the other and writes down whether it is there. What was seen first stays. */
final class Asking {

    private static final Set<String> NOT_THERE =
            Set.of("InvalidAction", "UnknownOperationException", "NotImplemented", "NotImplementedException");
    private static final long PATIENCE_SECONDS = 60;

    private final Map<String, Row> rows = new LinkedHashMap<>();

    /** What a question was answered with: a value, or a code of an error. */
    record Answer<T>(Optional<T> value, String code) {

        boolean isRefusal(String... codes) {
            return Set.of(codes).contains(code);
        }
    }

    <T> Answer<T> ask(String action, Supplier<CompletableFuture<T>> call) throws InterruptedException {
        try {
            T value = call.get().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            note(action, Support.YES, "");
            return new Answer<>(Optional.of(value), "");
        } catch (TimeoutException silence) {
            note(action, Support.MISSING, "no answer within " + PATIENCE_SECONDS + " s");
            return new Answer<>(Optional.empty(), "");
        } catch (ExecutionException failed) {
            return refused(action, failed.getCause() == null ? failed : failed.getCause());
        }
    }

    private <T> Answer<T> refused(String action, Throwable failure) {
        if (failure instanceof AwsServiceException answer
                && answer.awsErrorDetails() != null
                && answer.awsErrorDetails().errorCode() != null) {
            String code = answer.awsErrorDetails().errorCode();
            boolean missing = NOT_THERE.contains(code) || answer.statusCode() >= 500;
            note(action, missing ? Support.MISSING : Support.REFUSED, "HTTP " + answer.statusCode() + " " + code);
            return new Answer<>(Optional.empty(), code);
        }
        String what = failure instanceof AwsServiceException answer
                ? "HTTP " + answer.statusCode() + ", none of CloudFormation's answers"
                : failure.getClass().getSimpleName();
        note(action, Support.MISSING, what);
        return new Answer<>(Optional.empty(), "");
    }

    /** Writes a row unless the action has one that says yes. */
    void note(String action, Support support, String note) {
        Row known = rows.get(action);
        if (known == null || known.support() != Support.YES) {
            rows.put(action, new Row(action, support, note));
        }
    }

    /** Says more about an action that is there. */
    void remark(String action, String note) {
        rows.computeIfPresent(action, (key, row) -> new Row(action, row.support(), note));
    }

    List<Row> rows() {
        return List.copyOf(rows.values());
    }
}
