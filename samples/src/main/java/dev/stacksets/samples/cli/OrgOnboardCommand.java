package dev.stacksets.samples.cli;

import dev.stacksets.organizations.Onboarding;
import dev.stacksets.organizations.OrganizationDirectory;
import dev.stacksets.organizations.onboarding.OnboardingReport;
import dev.stacksets.samples.console.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "onboard",
        mixinStandardHelpOptions = true,
        versionProvider = StackSetsCommand.Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Shows which service-managed stack sets should cover an account or a unit, which do not, and what"
                + " closes the gap.",
        footer = {"", "Exit codes: 0 there is no gap; 1 there is one."})
final class OrgOnboardCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ACCOUNT|UNIT", description = "12 digits, or a unit's path or id.")
    private String accountOrUnit = "";

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    OrgOnboardCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Screen screen = connection.screen(surroundings);
        try (Session session = connection.open(surroundings);
                OrganizationDirectory directory = session.directory()) {
            session.noteIfEmpty(screen);
            OnboardingReport report = Onboarding.builder(session.stackSets(), directory)
                    .build()
                    .onboard(accountOrUnit)
                    .join();
            screen.show(report.render().stripTrailing());
            return report.gaps().isEmpty() ? ExitCodes.SUCCEEDED : ExitCodes.FAILED;
        }
    }
}
