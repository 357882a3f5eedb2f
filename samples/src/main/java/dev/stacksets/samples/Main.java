package dev.stacksets.samples;

import dev.stacksets.samples.cli.StackSetsCommand;
import dev.stacksets.samples.cli.Surroundings;

/** Starts the command line; without arguments, the quickstart. */
public final class Main {

    private Main() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param arguments a command and its options
     */
    public static void main(String[] arguments) {
        String[] command = arguments.length == 0 ? new String[] {"quickstart"} : arguments;
        int exitCode = StackSetsCommand.commandLine(Surroundings.ofProcess()).execute(command);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
