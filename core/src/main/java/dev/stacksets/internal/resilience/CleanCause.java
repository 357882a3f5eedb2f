package dev.stacksets.internal.resilience;

import dev.stacksets.text.Printable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Failures as the causes of ours, which get printed and logged with their stack traces, and those of their causes and of what
 * they suppressed: none of these texts may hold a secret, or what acts on a screen. One that does is replaced by a copy, if
 * it is the SDK's, or else by a {@link StandIn}; all others stay the objects they are.
 */
final class CleanCause {
    private final Redaction redaction;
    private final Set<Throwable> above = Collections.newSetFromMap(new IdentityHashMap<>());

    private CleanCause(Redaction redaction) {
        this.redaction = redaction;
    }

    /** The failure, or what stands for it. */
    static @Nullable Throwable of(@Nullable Throwable failure, Redaction redaction) {
        return new CleanCause(redaction).clean(failure);
    }

    /** An answer stays one. */
    static AwsServiceException of(AwsServiceException answer, Redaction redaction) {
        return (AwsServiceException) new CleanCause(redaction).clean((SdkException) answer);
    }

    private @Nullable Throwable clean(@Nullable Throwable failure) {
        if (failure == null || !above.add(failure)) {
            return null;
        }
        try {
            return failure instanceof SdkException ours ? clean(ours) : cleanOther(failure);
        } finally {
            above.remove(failure);
        }
    }

    private SdkException clean(SdkException failure) {
        Parts parts = parts(failure);
        UnaryOperator<String> words = text -> Printable.line(redaction.text(text));
        boolean same =
                parts.same && isClean(failure, words) && Objects.equals(details(failure, words), detailsOf(failure));
        return same ? failure : parts.on(copy(failure, parts.cause, words), failure);
    }

    private Throwable cleanOther(Throwable failure) {
        Parts parts = parts(failure);
        UnaryOperator<String> words = text -> Printable.lines(redaction.text(text));
        return parts.same && isClean(failure, words)
                ? failure
                : parts.on(new StandIn(words.apply(failure.toString()), parts.cause), failure);
    }

    private static boolean isClean(Throwable failure, UnaryOperator<String> words) {
        String message = String.valueOf(failure.getMessage());
        String text = failure.toString();
        return words.apply(message).equals(message) && words.apply(text).equals(text);
    }

    private static SdkException copy(SdkException failure, @Nullable Throwable cause, UnaryOperator<String> words) {
        SdkException.Builder copy = failure.toBuilder()
                .message(words.apply(String.valueOf(failure.getMessage())))
                .cause(cause);
        if (copy instanceof AwsServiceException.Builder answer) {
            answer.awsErrorDetails(details(failure, words));
        }
        return copy.build();
    }

    private static @Nullable AwsErrorDetails detailsOf(SdkException failure) {
        return failure instanceof AwsServiceException answer ? answer.awsErrorDetails() : null;
    }

    /** The same object, if it is clean. The raw answer is left out of a copy. */
    private static @Nullable AwsErrorDetails details(SdkException failure, UnaryOperator<String> words) {
        AwsErrorDetails details = detailsOf(failure);
        if (details == null) {
            return null;
        }
        String message = cleaned(details.errorMessage(), words);
        String code = cleaned(details.errorCode(), words);
        return Objects.equals(message, details.errorMessage()) && Objects.equals(code, details.errorCode())
                ? details
                : details.toBuilder()
                        .errorMessage(message)
                        .errorCode(code)
                        .rawResponse(null)
                        .build();
    }

    private static @Nullable String cleaned(@Nullable String text, UnaryOperator<String> words) {
        return text == null ? null : words.apply(text);
    }

    private Parts parts(Throwable failure) {
        Throwable cause = clean(failure.getCause());
        boolean same = cause == failure.getCause();
        List<Throwable> suppressed = new ArrayList<>();
        for (Throwable each : failure.getSuppressed()) {
            Throwable clean = clean(each);
            same &= clean == each;
            if (clean != null) {
                suppressed.add(clean);
            }
        }
        return new Parts(cause, suppressed, same);
    }

    /** What hangs on a failure, and whether it is what it was. */
    private record Parts(@Nullable Throwable cause, List<Throwable> suppressed, boolean same) {
        <T extends Throwable> T on(T copy, Throwable original) {
            copy.setStackTrace(original.getStackTrace());
            suppressed.forEach(copy::addSuppressed);
            return copy;
        }
    }

    /** Says the name and the words of the failure it stands for, wherever it is printed. */
    static final class StandIn extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StandIn(String words, @Nullable Throwable cause) {
            super(words, cause);
        }

        /** The message begins with the name of the class it stands for. */
        @Override
        @SuppressWarnings("OverrideThrowableToString")
        public String toString() {
            return String.valueOf(getMessage());
        }
    }
}
