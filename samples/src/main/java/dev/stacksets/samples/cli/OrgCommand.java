package dev.stacksets.samples.cli;

import picocli.CommandLine.Command;

/** The command that holds those about the organization. */
@Command(
        name = "org",
        mixinStandardHelpOptions = true,
        versionProvider = StackSetsCommand.Version.class,
        description =
                "Looks into the organization: as the management account, or a delegated administrator. Changes nothing.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {OrgTreeCommand.class, OrgSelectCommand.class, OrgOnboardCommand.class})
final class OrgCommand {}
