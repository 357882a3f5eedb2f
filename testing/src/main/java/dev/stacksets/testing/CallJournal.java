package dev.stacksets.testing;

import dev.stacksets.testing.internal.call.Exchange;
import dev.stacksets.text.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The calls the simulator received, oldest first; all, unless its builder said how many. Thread-safe; lists are copies. Secrets are masked on the way in. */
public final class CallJournal {

    private static final Pattern SECRET = Pattern.compile(
            "(?i)(^|.*\\.)(ParameterValue|ResolvedValue|TemplateBody|[A-Za-z]*PolicyBody|Password|Secret[A-Za-z]*)(\\..*)?");
    private static final String MASK = "****";
    private static final int LISTED = 40;
    private static final long BYTES_OF_STRANGERS = 64L * 1024 * 1024;
    private static final long OF_A_CALL = 512;
    private static final long OF_A_PARAMETER = 160;

    private final Deque<Call> calls = new ArrayDeque<>();
    private final int kept;
    private OptionalLong bytesKept;
    private long bytes;

    CallJournal(int kept, OptionalLong bytesKept) {
        this.kept = kept;
        this.bytesKept = bytesKept;
    }

    /** From now on others send what is kept here: bounded, also where nobody said how much. */
    synchronized void keepForStrangers() {
        if (bytesKept.isEmpty()) {
            bytesKept = OptionalLong.of(BYTES_OF_STRANGERS);
            forget();
        }
    }

    synchronized void add(Instant at, Exchange exchange, int status, Optional<String> errorCode, boolean answerLost) {
        Call call = new Call(
                at,
                exchange.caller().account(),
                exchange.caller().region(),
                exchange.service(),
                Printable.line(exchange.action()),
                masked(exchange.parameters()),
                status,
                errorCode,
                answerLost);
        calls.add(call);
        bytes += size(call);
        forget();
    }

    private void forget() {
        long most = bytesKept.orElse(Long.MAX_VALUE);
        while (calls.size() > kept || bytes > most) {
            bytes -= size(calls.removeFirst());
        }
    }

    /** About what it takes of the heap: two bytes a character, and what a text, an entry and a call take besides. */
    private static long size(Call call) {
        long size = OF_A_CALL + 2L * (call.action().length() + call.service().length());
        for (Map.Entry<String, String> parameter : call.parameters().entrySet()) {
            size += OF_A_PARAMETER
                    + 2L * (parameter.getKey().length() + parameter.getValue().length());
        }
        return size;
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
        bytes = 0;
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
