package dev.stacksets.samples.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Runs a command with the logging it asks for: warnings, or with {@code --debug} what the library and the SDK do. */
record Logging(IExecutionStrategy next) implements IExecutionStrategy {
    private static final String OPTION = "--debug";
    private static final List<String> OURS = List.of("dev.stacksets", "software.amazon.awssdk");

    /** The option, for every command. */
    static OptionSpec option() {
        return OptionSpec.builder(OPTION)
                .type(boolean.class)
                .description("Log what is done, and show stack traces.")
                .build();
    }

    static boolean isDebug(ParseResult command) {
        ParseResult last = command;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last.matchedOptionValue(OPTION, false);
    }

    @Override
    public int execute(ParseResult command) {
        if (!isDebug(command)) {
            return next.execute(command);
        }
        setLevel(Level.DEBUG);
        try {
            return next.execute(command);
        } finally {
            setLevel(null);
        }
    }

    private static void setLevel(@Nullable Level level) {
        OURS.forEach(name -> {
            if (LoggerFactory.getLogger(name) instanceof Logger logger) {
                logger.setLevel(level);
            }
        });
    }
}
