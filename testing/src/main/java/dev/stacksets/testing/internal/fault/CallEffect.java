package dev.stacksets.testing.internal.fault;

import java.time.Duration;
import java.util.Set;

/** What a planted fault does to one call. */
public sealed interface CallEffect {

    /**
     * Refused before the engine sees it.
     *
     * @param status HTTP status
     * @param code wire code
     * @param message wire message
     */
    record Refused(int status, String code, String message) implements CallEffect {}

    /** Refused as the service refuses calls that come too fast. */
    record Throttled() implements CallEffect {}

    /** Refused as the service refuses callers without permission. */
    record Denied() implements CallEffect {}

    /** Refused because the stack set changed while the request was under way. */
    record Outdated() implements CallEffect {}

    /** Applied; the connection drops before the answer. */
    record AnswerLost() implements CallEffect {}

    /** Never applied; the connection drops. */
    record ConnectionDropped() implements CallEffect {}

    /**
     * Applied; the answer arrives later.
     *
     * @param by in virtual time
     */
    record Delayed(Duration by) implements CallEffect {}

    /**
     * Applied; every member of a name reads otherwise in the answer.
     *
     * @param member of the response or of a structure in it
     * @param value such as an enum value the SDK does not know
     */
    record Rewritten(String member, String value) implements CallEffect {}

    /**
     * Not applied; a proxy answers.
     *
     * @param status HTTP status
     */
    record HtmlAnswered(int status) implements CallEffect {}

    /**
     * A read that sees the state as it was.
     *
     * @param ago how long ago, in virtual time
     */
    record AsOf(Duration ago) implements CallEffect {

        /** The reads whose past the engine knows. */
        public static final Set<String> READS = Set.of(
                "DescribeStackSet",
                "ListStackSets",
                "DescribeStackInstance",
                "ListStackInstances",
                "DescribeStackSetOperation",
                "ListStackSetOperations",
                "ListStackSetOperationResults");
    }
}
