package dev.stacksets.organizations;

import dev.stacksets.StackSets;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.organizations.preflight.PreflightReport;
import dev.stacksets.organizations.select.AccountSelector;
import dev.stacksets.organizations.select.Selection;
import dev.stacksets.target.Targets;
import java.util.Set;

/** What the README shows of this module. */
final class ReadmeExample {
    private ReadmeExample() {}

    static PreflightReport look(StackSets stackSets, OrganizationDirectory directory, StackSetDefinition baseline) {
        Selection production = directory
                .select(AccountSelector.inUnit("Root/Workloads/Prod") // or parse("in Root/Workloads/Prod and not ...")
                        .excludingNamed("audit*")
                        .excludingSuspended())
                .join();
        System.out.println(production.render()); // for every account of the organization why it is in or out

        Targets targets = production.serviceManaged().require(); // the fewest units and accounts that mean just these
        PreflightReport report = Preflight.builder(stackSets, directory)
                .build()
                .check(baseline, targets, Set.of("us-east-1", "eu-west-1"))
                .join();
        System.out.println(report.render()); // ok, warning, blocker, not checked: what, where, how to mend it
        return report;
    }
}
