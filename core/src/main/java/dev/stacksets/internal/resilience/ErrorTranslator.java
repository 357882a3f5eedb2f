package dev.stacksets.internal.resilience;

import dev.stacksets.error.AccessDeniedException;
import dev.stacksets.error.CreatedButModifiedException;
import dev.stacksets.error.InsufficientCapabilitiesException;
import dev.stacksets.error.InvalidOperationException;
import dev.stacksets.error.LimitExceededException;
import dev.stacksets.error.NameAlreadyExistsException;
import dev.stacksets.error.NoAnswerException;
import dev.stacksets.error.OperationIdAlreadyExistsException;
import dev.stacksets.error.OperationInProgressException;
import dev.stacksets.error.OperationNotFoundException;
import dev.stacksets.error.ServiceError;
import dev.stacksets.error.ServiceException;
import dev.stacksets.error.StackInstanceNotFoundException;
import dev.stacksets.error.StackNotFoundException;
import dev.stacksets.error.StackSetNotEmptyException;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.error.StaleRequestException;
import dev.stacksets.error.TemplateStoreException;
import dev.stacksets.error.ThrottledException;
import dev.stacksets.error.ValidationException;
import dev.stacksets.operation.OperationToken;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * SDK failures to typed exceptions: what happened, where, and what to do next. Decides by error code and not by SDK
 * class, since an error that is not modelled on an action does not arrive as its class.
 */
public final class ErrorTranslator {
    private static final Pattern BLOCKING_OPERATION = Pattern.compile("is in progress: ([a-zA-Z0-9][-a-zA-Z0-9]*)");
    private static final Pattern CAPABILITY = Pattern.compile("CAPABILITY_[A-Z_]+");
    /** An operation in progress is named at the end, behind an ARN: up to 420 characters. */
    private static final int SHOWN = 1_000;

    /** One row of the table of errors: the code, its exception, and advice. */
    private record Row(Function<ServiceError, StackSetsException> exception, String advice) {}

    private static final Map<String, Row> ROWS = Map.ofEntries(
            Map.entry(
                    "StackSetNotFoundException",
                    new Row(
                            StackSetNotFoundException::new,
                            "Check the name and the Region: a stack set is found only in the Region it was created in. A delegated "
                                    + "administrator finds service-managed ones with callAs(DELEGATED_ADMIN) only.")),
            Map.entry(
                    "StackInstanceNotFoundException",
                    new Row(StackInstanceNotFoundException::new, "Deploy to these accounts and Regions first.")),
            Map.entry(
                    "OperationNotFoundException",
                    new Row(OperationNotFoundException::new, "It was never started, or AWS no longer keeps it.")),
            Map.entry("StackNotFoundException", new Row(StackNotFoundException::new, "Check the ids of the stacks.")),
            Map.entry(
                    "NameAlreadyExistsException",
                    new Row(
                            NameAlreadyExistsException::new,
                            "Choose another name, or use the stack set that exists; if an earlier attempt had no answer, it may be its work.")),
            Map.entry(
                    "CreatedButModifiedException",
                    new Row(CreatedButModifiedException::new, "Describe the stack set and compare.")),
            Map.entry(
                    "OperationInProgressException",
                    new Row(
                            ErrorTranslator::inProgress,
                            "One operation at a time, unless managed execution lets AWS queue them.")),
            Map.entry(
                    "OperationIdAlreadyExistsException",
                    new Row(OperationIdAlreadyExistsException::new, "Use a new operation id.")),
            Map.entry(
                    "StaleRequestException",
                    new Row(StaleRequestException::new, "Read the stack set again, then send the request again.")),
            Map.entry(
                    "StackSetNotEmptyException",
                    new Row(StackSetNotEmptyException::new, "Remove its instances first, also the failed ones.")),
            Map.entry(
                    "InvalidOperationException",
                    new Row(InvalidOperationException::new, "It does not fit the present state; describe it first.")),
            Map.entry(
                    "LimitExceededException",
                    new Row(LimitExceededException::new, "Wait for operations to end, or raise the quota.")),
            Map.entry("InsufficientCapabilitiesException", new Row(ErrorTranslator::capabilities, "")),
            Map.entry("ValidationError", new Row(ValidationException::new, "Correct the request.")),
            Map.entry("ValidationException", new Row(ValidationException::new, "Correct the request.")));

    private static final Set<String> DENIED = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "UnauthorizedOperation",
            "ExpiredToken",
            "ExpiredTokenException",
            "InvalidClientTokenId",
            "SignatureDoesNotMatch",
            "MissingAuthenticationToken",
            "OptInRequired",
            "UnrecognizedClientException");

    private ErrorTranslator() {}

    /** The typed exception for what a call failed with. A typed one passes through; a store does not know what for. */
    public static StackSetsException translate(Throwable failure, CallContext context) {
        Throwable cause = ErrorKind.unwrap(failure);
        if (cause instanceof TemplateStoreException) {
            return new TemplateStoreException(
                    context.where() + ": " + context.redaction().text(String.valueOf(cause.getMessage())),
                    context.token().orElse(null),
                    CleanCause.of(cause.getCause(), context.redaction()));
        }
        if (cause instanceof StackSetsException typed) {
            return typed;
        }
        return cause instanceof AwsServiceException answer ? answered(answer, context) : unanswered(cause, context);
    }

    /** The same refusal, saying more. */
    public static StackSetsException adding(ServiceException refusal, String more) {
        ServiceError error = refusal.error();
        return rowOf(error.code(), ErrorKind.of(refusal)).exception().apply(error.withMessage(error.message() + more));
    }

    private static StackSetsException answered(AwsServiceException raw, CallContext context) {
        AwsServiceException answer = CleanCause.of(raw, context.redaction());
        String code = ErrorKind.codeOf(answer).orElse("HTTP " + answer.statusCode());
        Row row = rowOf(code, ErrorKind.of(answer));
        String message = context.where() + ": AWS refused " + context.action() + " with " + code + ": "
                + ended(text(answer))
                + (row.advice().isEmpty() ? "" : " " + row.advice());
        return row.exception()
                .apply(new ServiceError(
                        message,
                        code,
                        answer.statusCode(),
                        answer.requestId(),
                        context.token().orElse(null),
                        answer));
    }

    private static Row rowOf(String code, ErrorKind kind) {
        Row known = ROWS.get(code);
        if (known != null) {
            return known;
        }
        if (DENIED.contains(code)) {
            return new Row(AccessDeniedException::new, "Check the caller's credentials and permissions.");
        }
        return switch (kind) {
            case THROTTLED ->
                new Row(ThrottledException::new, "Other callers share this account's rate; try again later.");
            case UNAVAILABLE -> new Row(ServiceException::new, "The service has trouble; try again later.");
            default -> new Row(ServiceException::new, "");
        };
    }

    private static StackSetsException unanswered(Throwable cause, CallContext context) {
        String what = context.where() + ": " + context.action();
        String why = ended(shortened(context.redaction().text(String.valueOf(cause.getMessage()))));
        OperationToken token = context.token().orElse(null);
        Throwable clean = CleanCause.of(cause, context.redaction());
        if (ErrorKind.of(cause) == ErrorKind.NO_ANSWER) {
            return new NoAnswerException(
                    what + " had no usable answer: " + why + " Check the network and the endpoint.", token, clean);
        }
        return new StackSetsException(
                what + (cause instanceof SdkException ? " was not sent: " : " failed on this side: ") + why,
                token,
                clean);
    }

    private static String text(AwsServiceException answer) {
        String message = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorMessage();
        String shown = message == null ? "no AWS error in the answer; is the endpoint right?" : message;
        return shortened(shown);
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    private static String ended(String sentence) {
        return sentence.endsWith(".") || sentence.endsWith("?") ? sentence : sentence + ".";
    }

    private static StackSetsException inProgress(ServiceError error) {
        return new OperationInProgressException(error, blockingOperation(error));
    }

    private static @Nullable String blockingOperation(ServiceError error) {
        Matcher named = BLOCKING_OPERATION.matcher(error.message());
        return named.find() ? named.group(1) : null;
    }

    private static StackSetsException capabilities(ServiceError error) {
        Set<String> required = new LinkedHashSet<>();
        Matcher capability = CAPABILITY.matcher(error.message());
        while (capability.find()) {
            required.add(capability.group());
        }
        return new InsufficientCapabilitiesException(error, required, null);
    }
}
