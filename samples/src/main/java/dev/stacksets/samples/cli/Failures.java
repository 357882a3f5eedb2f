package dev.stacksets.samples.cli;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.error.InsufficientCapabilitiesException;
import dev.stacksets.error.OperationInProgressException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.samples.console.Screen;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in a sentence, and what to do next; a stack trace only with {@code --debug}. */
record Failures(Screen screen) implements IParameterExceptionHandler, IExecutionExceptionHandler {

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        String help = failure.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        say(String.valueOf(failure.getMessage()));
        if (!UnmatchedArgumentException.printSuggestions(failure, screen.err())) {
            screen.note("Next: see '" + help + "'.");
        }
        return ExitCodes.REFUSED;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        Throwable cause = unwrapped(failure);
        if (Logging.isDebug(parsed)) {
            cause.printStackTrace(screen.err());
        }
        say(
                cause instanceof StackSetsException
                                || cause instanceof IllegalArgumentException
                                || cause instanceof UsageException
                                || cause instanceof UncheckedIOException
                        ? String.valueOf(cause.getMessage())
                        : cause.toString());
        screen.note("Next: " + next(cause, command) + ".");
        return cause instanceof InvalidInputException || cause instanceof UsageException
                ? ExitCodes.REFUSED
                : ExitCodes.FAILED;
    }

    private void say(String problem) {
        screen.note("stacksets: " + (problem.endsWith(".") || problem.endsWith(")") ? problem : problem + "."));
    }

    private static String next(Throwable cause, CommandLine command) {
        if (cause instanceof InsufficientCapabilitiesException missing) {
            return "if you trust the template, add --capability " + String.join(" --capability ", missing.required());
        }
        if (cause instanceof OperationInProgressException) {
            return "see what is under way with 'stacksets status'";
        }
        if (cause instanceof StackSetsException failed && failed.token().isPresent()) {
            return "see how it stands with 'stacksets resume "
                    + failed.token().get().encode() + "'";
        }
        if (cause instanceof StackSetsException) {
            return "run again with --debug for more";
        }
        return "see '" + command.getCommandSpec().qualifiedName() + " --help'";
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
