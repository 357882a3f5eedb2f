package dev.stacksets.samples.cli;

import dev.stacksets.definition.Finding;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.samples.console.Screen;
import java.util.List;
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
        say(String.valueOf(failure.getMessage())
                .replaceFirst("^Error: ", "")
                .replace("option option", "option")
                .replace("parameter parameter", "parameter"));
        if (!UnmatchedArgumentException.printSuggestions(failure, screen.err())) {
            next(help(failure.getCommandLine()));
        }
        return ExitCodes.REFUSED;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (Logging.isDebug(parsed)) {
            cause.printStackTrace(screen.err());
        }
        Advice advice = Advice.on(cause);
        List<Finding> findings = cause instanceof InvalidInputException invalid ? invalid.findings() : List.of();
        if (findings.isEmpty()) {
            say(advice.problem());
        }
        findings.forEach(finding -> screen.note("stacksets: " + finding.problem() + " " + finding.nextStep()));
        next(advice.next().orElseGet(() -> help(command)));
        boolean refusedHere = cause instanceof InvalidInputException || cause instanceof UsageException;
        return refusedHere ? ExitCodes.REFUSED : ExitCodes.FAILED;
    }

    private static String help(CommandLine command) {
        return "see '" + command.getCommandSpec().qualifiedName() + " --help'";
    }

    private void say(String problem) {
        screen.note("stacksets: " + (problem.endsWith(".") || problem.endsWith(")") ? problem : problem + "."));
    }

    private void next(String step) {
        screen.note("Next: " + step + ".");
    }
}
