package dev.stacksets.testing;

import dev.stacksets.testing.internal.call.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The calls the simulator received, oldest first; all, unless its builder said how many. Thread-safe; lists are copies. Secrets are masked on the way in. */
public final class CallJournal {

    private static final Pattern SECRET = Pattern.compile(
            "(?i)(^|.*\\.)(ParameterValue|ResolvedValue|TemplateBody|[A-Za-z]*PolicyBody|Password|Secret[A-Za-z]*)(\\..*)?");
    private static final String MASK = "****";
    private static final int LISTED = 40;

    private final Deque<Call> calls = new ArrayDeque<>();
    private final int kept;

    CallJournal(int kept) {
        this.kept = kept;
    }

    synchronized void add(Instant at, Exchange exchange, int status, Optional<String> errorCode, boolean answerLost) {
        if (calls.size() == kept) {
            calls.removeFirst();
        }
        calls.add(new Call(
                at,
                exchange.caller().account(),
                exchange.caller().region(),
                exchange.service(),
                exchange.action(),
                masked(exchange.parameters()),
                status,
                errorCode,
                answerLost));
    }

    private static Map<String, String> masked(Map<String, String> parameters) {
        Map<String, String> masked = new LinkedHashMap<>();
        parameters.forEach((key, value) -> masked.put(key, SECRET.matcher(key).matches() ? MASK : value));
        return Collections.unmodifiableMap(masked);
    }

    /**
     * All calls.
     *
     * @return oldest first
     */
    public synchronized List<Call> all() {
        return List.copyOf(calls);
    }

    /**
     * The calls of one action.
     *
     * @param action such as {@code DescribeStackSetOperation}
     * @return oldest first
     */
    public synchronized List<Call> of(String action) {
        return calls.stream().filter(call -> call.action().equals(action)).toList();
    }

    /**
     * How often an action was called.
     *
     * @param action such as {@code DescribeStackSetOperation}
     * @return zero or more
     */
    public int count(String action) {
        return of(action).size();
    }

    /**
     * The virtual time between one call of an action and the next: what a test of poll spacing looks at.
     *
     * @param action such as {@code DescribeStackSetOperation}
     * @return one less than there are calls, empty for fewer than two
     */
    public List<Duration> gaps(String action) {
        List<Call> of = of(action);
        return IntStream.range(1, of.size())
                .mapToObj(i -> Duration.between(of.get(i - 1).at(), of.get(i).at()))
                .toList();
    }

    /** Forgets everything so far. */
    public synchronized void clear() {
        calls.clear();
    }

    synchronized String text() {
        List<Call> last =
                calls.stream().skip(Math.max(0, calls.size() - LISTED)).toList();
        StringBuilder text = new StringBuilder(calls.size() + " calls, last " + last.size() + ":\n");
        Optional<Call> before = Optional.empty();
        for (Call call : last) {
            text.append("  ").append(line(call, before)).append('\n');
            before = Optional.of(call);
        }
        return text.toString();
    }

    private static String line(Call call, Optional<Call> before) {
        return call.at()
                + before.map(earlier -> " +" + Duration.between(earlier.at(), call.at()))
                        .orElse("")
                + " " + call.action() + " " + call.status()
                + call.errorCode().map(code -> " " + code).orElse("")
                + (call.answerLost() ? " (answer lost)" : "");
    }
}
