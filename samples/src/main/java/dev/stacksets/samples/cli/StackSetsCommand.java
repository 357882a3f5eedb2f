package dev.stacksets.samples.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;

/** The command that holds the others. */
@Command(
        name = "stacksets",
        mixinStandardHelpOptions = true,
        versionProvider = StackSetsCommand.Version.class,
        description = "Runs AWS CloudFormation stack sets.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            QuickstartCommand.class,
            OrgCommand.class,
            RolesCommand.class,
            CheckCommand.class,
            PreflightCommand.class,
            DeployCommand.class,
            StatusCommand.class,
            ExportCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            ResumeCommand.class,
            StopCommand.class,
            DriftCommand.class,
            ImportCommand.class,
            DeleteCommand.class,
            ServeCommand.class,
            ProbeCommand.class
        },
        footer = {
            "",
            "Without a command, quickstart runs. Each command has --help.",
            "Exit codes: 0 all succeeded; 1 something failed or drifted, or AWS refused; 2 the input was refused."
        })
public final class StackSetsCommand {

    private StackSetsCommand() {}

    /**
     * Makes the command line.
     *
     * @param surroundings what the commands find around them
     * @return ready to execute
     */
    public static CommandLine commandLine(Surroundings surroundings) {
        Failures failures = new Failures(surroundings.screen());
        CommandLine stacksets = new CommandLine(new StackSetsCommand(), new Factory(surroundings));
        addLogging(stacksets);
        // An argument is an argument: what begins with @ names no file to be read, of whatever size.
        return stacksets
                .setExpandAtFiles(false)
                .setOut(surroundings.screen().out())
                .setErr(surroundings.screen().err())
                .setUsageHelpWidth(110)
                .setExecutionStrategy(new Logging(new CommandLine.RunLast()))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    private static void addLogging(CommandLine parent) {
        parent.getSubcommands().values().forEach(each -> {
            each.getCommandSpec().addOption(Logging.option());
            addLogging(each);
        });
    }

    /** Hands the surroundings to the commands that take them. */
    private record Factory(Surroundings surroundings) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (var constructor : type.getDeclaredConstructors()) {
                if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Surroundings.class) {
                    return type.cast(constructor.newInstance(surroundings));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = StackSetsCommand.class.getPackage().getImplementationVersion();
            return new String[] {"stacksets " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
