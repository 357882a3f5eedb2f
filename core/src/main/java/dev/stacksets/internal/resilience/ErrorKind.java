package dev.stacksets.internal.resilience;

import dev.stacksets.error.NoAnswerException;
import dev.stacksets.error.ServiceException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failed attempt means for the next one. */
public enum ErrorKind {
    /** Calls come too fast. AWS did nothing. The gate sends it again; whoever sees this has waited long enough. */
    THROTTLED(false),
    /** A server error. Whether AWS acted is not known. */
    UNAVAILABLE(true),
    /** No answer came. Whether AWS acted is not known. */
    NO_ANSWER(true),
    /** Another operation is in the way. AWS did nothing; the same request may be sent again when that one has ended. */
    CONFLICT(false),
    /** AWS has an operation under the id that was sent: ours, if it does what was asked for. */
    ID_TAKEN(false),
    /** AWS does not know what was asked about. */
    NOT_FOUND(false),
    /** AWS said no, and would say it again. */
    REFUSED(false),
    /** It failed on this side: no credentials, a bug, a cancellation. */
    LOCAL(false);

    /** Codes for "too fast", as the SDK itself lists them; other services' codes are left out. */
    private static final Set<String> THROTTLING = Set.of(
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "RequestLimitExceeded",
            "TooManyRequestsException",
            "RequestThrottled",
            "RequestThrottledException",
            "SlowDown");

    /** Organizations is busy with the same thing, and asks to try again. AWS did nothing. */
    private static final String BUSY = "ConcurrentModificationException";

    private static final Set<String> CONFLICTS = Set.of("OperationInProgressException", "StaleRequestException");

    /** The quota of instances in work, unlike the other quotas, frees itself. AWS documents no code of its own for it. */
    private static final Pattern IN_WORK = Pattern.compile(
            "cannot involve more than|in[- ]progress|in[- ]flight|concurrent", Pattern.CASE_INSENSITIVE);

    private final boolean passing;

    ErrorKind(boolean passing) {
        this.passing = passing;
    }

    /** Whether another attempt can succeed without anyone changing anything. */
    public boolean isPassing() {
        return passing;
    }

    /** Whether AWS may have acted on the attempt all the same. */
    public boolean isUncertain() {
        return this == UNAVAILABLE || this == NO_ANSWER;
    }

    /** Judges what an attempt failed with. */
    public static ErrorKind of(Throwable failure) {
        Throwable cause = origin(failure);
        if (cause instanceof AwsServiceException answer) {
            return ofAnswer(answer);
        }
        return cause instanceof NoAnswerException || hasNoAnswer(cause) ? NO_ANSWER : LOCAL;
    }

    /** AWS's error code, if AWS answered at all. */
    public static Optional<String> codeOf(Throwable failure) {
        return origin(failure) instanceof AwsServiceException answer && answer.awsErrorDetails() != null
                ? Optional.ofNullable(answer.awsErrorDetails().errorCode())
                : Optional.empty();
    }

    /** Whether the SDK itself tried more than once, as clients with retries of their own do. */
    public static boolean isRepeated(Throwable failure) {
        return unwrap(failure) instanceof SdkException sdk && sdk.numAttempts() != null && sdk.numAttempts() > 1;
    }

    /** Takes off what futures wrap around an exception. */
    public static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** What the SDK failed with, also if it was made a typed exception since. */
    private static Throwable origin(Throwable failure) {
        Throwable cause = unwrap(failure);
        return cause instanceof ServiceException typed && typed.getCause() != null ? typed.getCause() : cause;
    }

    private static ErrorKind ofAnswer(AwsServiceException answer) {
        String code = codeOf(answer).orElse("");
        if (THROTTLING.contains(code) || answer.statusCode() == 429) {
            return THROTTLED;
        }
        if (answer.statusCode() >= 500 || code.equals(BUSY)) {
            return UNAVAILABLE;
        }
        return ofRefusal(code, answer);
    }

    private static ErrorKind ofRefusal(String code, AwsServiceException answer) {
        if (CONFLICTS.contains(code) || (code.equals("LimitExceededException") && isAboutWork(answer))) {
            return CONFLICT;
        }
        if (code.equals("OperationIdAlreadyExistsException")) {
            return ID_TAKEN;
        }
        return code.endsWith("NotFoundException") ? NOT_FOUND : REFUSED;
    }

    private static boolean isAboutWork(AwsServiceException answer) {
        return IN_WORK.matcher(String.valueOf(answer.awsErrorDetails().errorMessage()))
                .find();
    }

    private static boolean hasNoAnswer(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException
                    || cause instanceof TimeoutException
                    || cause instanceof ApiCallTimeoutException
                    || cause instanceof ApiCallAttemptTimeoutException
                    || cause instanceof AbortedException
                    || cause instanceof RetryableException) {
                return true;
            }
        }
        return failure instanceof SdkClientException && !isBeforeSending(failure);
    }

    /** The SDK has no type for "no credentials"; all else it cannot make sense of, an unreadable answer too, was sent. */
    private static boolean isBeforeSending(Throwable failure) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("credentials")
                || (failure.getCause() != null && isBeforeSending(failure.getCause()));
    }
}
