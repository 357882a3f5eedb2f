package dev.stacksets.samples.cli;

import dev.stacksets.definition.Finding;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.samples.console.Screen;
import dev.stacksets.text.Printable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
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
        say(withoutValues(failure)
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
            screen.err().println(Printable.lines(trace(cause)));
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

    /** What was mistyped may be a secret: its value, in the place of KEY=VALUE, or beside an option that is unknown. */
    private static String withoutValues(ParameterException failure) {
        return failure instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched.getUnmatched())
                : String.valueOf(failure.getMessage())
                        .replaceFirst("(?s)(should be in KEY=VALUE format) but was .*", "$1");
    }

    private static String unmatched(List<String> arguments) {
        String options = arguments.stream()
                .filter(each -> each.startsWith("-"))
                .map(each -> "'" + Printable.value(each.split("=", 2)[0]) + "'")
                .collect(Collectors.joining(", "));
        return options.isEmpty() ? "An argument belongs to no option" : "Unknown option " + options;
    }

    private static String trace(Throwable cause) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        return trace.toString()
                .replace("\t", "    ")
                .replace(System.lineSeparator(), "\n")
                .stripTrailing();
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
