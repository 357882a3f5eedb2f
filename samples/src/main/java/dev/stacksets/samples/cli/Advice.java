package dev.stacksets.samples.cli;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.error.AccessDeniedException;
import dev.stacksets.error.GuardrailException;
import dev.stacksets.error.InsufficientCapabilitiesException;
import dev.stacksets.error.OperationInProgressException;
import dev.stacksets.error.OperationTrackingException;
import dev.stacksets.error.PlanHaltedException;
import dev.stacksets.error.ServiceException;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.error.StalePlanException;
import dev.stacksets.error.ValidationException;
import java.io.UncheckedIOException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * A failure in the words of the command line.
 *
 * @param problem what is wrong
 * @param next what to do; empty for the command's help
 */
record Advice(String problem, Optional<String> next) {
    private static final String DEBUG = "run again with --debug for more";

    static Advice on(Throwable cause) {
        if (cause instanceof StackSetsException failed) {
            return onFailure(failed);
        }
        if (cause instanceof InvalidInputException wrong && !wrong.findings().isEmpty()) {
            return then(
                    String.valueOf(wrong.getMessage()), "correct what is wrong and plan again; nothing was changed");
        }
        boolean written = cause instanceof InvalidInputException
                || cause instanceof UsageException
                || cause instanceof UncheckedIOException;
        return written
                ? new Advice(String.valueOf(cause.getMessage()), Optional.empty())
                : then(cause.toString(), DEBUG);
    }

    private static Advice onFailure(StackSetsException failed) {
        if (failed instanceof InsufficientCapabilitiesException missing) {
            return onCapabilities(missing);
        }
        if (failed instanceof OperationTrackingException lost) {
            return onLost(lost);
        }
        if (isWithoutCredentials(failed)) {
            return then(
                    "No AWS credentials were found.",
                    "name a --profile, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or try --simulate");
        }
        if (failed instanceof ValidationException) {
            return new Advice(String.valueOf(failed.getMessage()), Optional.empty());
        }
        return then(String.valueOf(failed.getMessage()), step(failed));
    }

    private static Advice onCapabilities(InsufficientCapabilitiesException missing) {
        String required = String.join(", ", missing.required());
        return then(
                "The template may only be used with " + required
                        + missing.reason().map(reason -> ": " + reason).orElse("") + ".",
                "if you trust the template, add --capability " + String.join(" --capability ", missing.required()));
    }

    private static Advice onLost(OperationTrackingException lost) {
        String token = lost.token().map(Object::toString).orElse("");
        if (lost.reason() == OperationTrackingException.Reason.OPERATION_NOT_FOUND) {
            return then(
                    "AWS does not know the operation of the token " + token + ".", "check the token and the account");
        }
        return then(String.valueOf(lost.getMessage()), "see how it stands with 'stacksets resume " + token + "'");
    }

    private static boolean isWithoutCredentials(StackSetsException failed) {
        return !(failed instanceof ServiceException)
                && failed.getCause() instanceof SdkClientException refused
                && String.valueOf(refused.getMessage()).startsWith("Unable to load credentials");
    }

    private static String step(StackSetsException failed) {
        if (failed instanceof StackSetNotFoundException) {
            return "pass the --region it was created in, or create it with 'stacksets deploy'";
        }
        if (failed instanceof StalePlanException || failed instanceof PlanHaltedException) {
            return "plan again with 'stacksets plan': the new plan has what is left";
        }
        if (failed instanceof GuardrailException) {
            return "change what is wanted, or say --allow-destroy or --break-guardrail";
        }
        if (failed instanceof OperationInProgressException) {
            return "see what is under way with 'stacksets status'";
        }
        return failed instanceof AccessDeniedException ? "name another --profile, or ask for the permission" : DEBUG;
    }

    private static Advice then(String problem, String next) {
        return new Advice(problem, Optional.of(next));
    }
}
