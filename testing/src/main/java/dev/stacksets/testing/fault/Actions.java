package dev.stacksets.testing.fault;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Some of the actions clients call: what a fault or a throttle is for. Immutable.
 *
 * <pre>{@code
 * aws.faults().throttle(Actions.reads(), 5, 10);
 * aws.faults().on(Actions.named("organizations:List*", "account:*")).throttles();
 * }</pre>
 */
public final class Actions {

    private static final Pattern SHAPE = Pattern.compile("(?:([a-z]+):)?([A-Za-z*]+)");
    private static final Actions ALL = new Actions("all actions", (service, action) -> true);
    private static final Actions READS = named("Describe*", "List*", "Get*", "Validate*");

    private final String name;
    private final BiPredicate<String, String> members;

    private Actions(String name, BiPredicate<String, String> members) {
        this.name = name;
        this.members = members;
    }

    /**
     * Every action of every service.
     *
     * @return all of them
     */
    public static Actions all() {
        return ALL;
    }

    /**
     * Those that change nothing.
     *
     * @return {@code Describe*}, {@code List*}, {@code Get*} and {@code Validate*}
     */
    public static Actions reads() {
        return READS;
    }

    /**
     * Those that change something or start an operation.
     *
     * @return all but {@link #reads()}
     */
    public static Actions mutations() {
        return new Actions("mutations", (service, action) -> !READS.include(service, action));
    }

    /**
     * Those of some names.
     *
     * @param patterns as IAM policies have them: {@code CreateStackSet}, {@code Describe*}, and with the service before
     *     it where that matters, {@code organizations:List*}; a star stands for any text
     * @return the actions that fit one of them
     * @throws IllegalArgumentException without a pattern, or for one of another shape
     */
    public static Actions named(String... patterns) {
        if (patterns.length == 0) {
            throw new IllegalArgumentException("no action is named");
        }
        List<Actions> each = Stream.of(patterns).map(Actions::matching).toList();
        return new Actions(
                String.join(", ", patterns),
                (service, action) -> each.stream().anyMatch(actions -> actions.include(service, action)));
    }

    private static Actions matching(String pattern) {
        var parts = SHAPE.matcher(pattern);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'" + pattern + "' is no action: one looks like CreateStackSet, Describe* or organizations:List*");
        }
        String service = parts.group(1);
        // A star takes what it took for good: with several of them, trying all there is could take for ever.
        List<String> texts = List.of(parts.group(2).split("\\*", -1));
        return new Actions(
                pattern,
                (calledService, called) -> (service == null || service.equals(calledService)) && fits(texts, called));
    }

    /** Whether a name begins with the first text, ends with the last, and has the others one behind the other in between. */
    private static boolean fits(List<String> texts, String name) {
        String first = texts.get(0);
        String last = texts.get(texts.size() - 1);
        if (texts.size() == 1) {
            return name.equals(first);
        }
        int end = name.length() - last.length();
        if (end < first.length() || !name.startsWith(first) || !name.endsWith(last)) {
            return false;
        }
        int at = first.length();
        for (String text : texts.subList(1, texts.size() - 1)) {
            int found = name.indexOf(text, at);
            if (found < 0 || found + text.length() > end) {
                return false;
            }
            at = found + text.length();
        }
        return true;
    }

    /**
     * Whether an action is one of them.
     *
     * @param service the signing name: {@code cloudformation}, {@code sts}, {@code iam}, {@code organizations} or {@code account}
     * @param action such as {@code CreateStackSet}
     * @return whether it is
     */
    public boolean include(String service, String action) {
        return members.test(service, action);
    }

    /** As a predicate that says what it is for. */
    BiPredicate<String, String> predicate() {
        return new BiPredicate<>() {
            @Override
            public boolean test(String service, String action) {
                return include(service, action);
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
