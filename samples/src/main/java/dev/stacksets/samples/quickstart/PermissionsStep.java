package dev.stacksets.samples.quickstart;

import java.nio.file.Path;

/** What self-managed stack sets need before anything else: two roles. */
final class PermissionsStep {
    private final Tour tour;
    private final TemplateFolder folder;

    PermissionsStep(Tour tour, TemplateFolder folder) {
        this.tour = tour;
        this.folder = folder;
    }

    void explain() {
        tour.step("The roles that self-managed permissions need");
        tour.say("CloudFormation takes the administration role in the administrator account (here "
                + Playground.ADMINISTRATOR
                + "), and with it the execution role in each target account. AWS makes neither."
                + " Deploy these two templates once, the first one first:");
        Path administration = folder.extract("stackset-administration-role.yaml");
        Path execution = folder.extract("stackset-execution-role.yaml");
        tour.result(administration + ": in the administrator account. It can take the execution role and nothing else,"
                + " and only for stack sets of that account.");
        tour.result(execution + ": in every target account, with AdministratorAccountId=" + Playground.ADMINISTRATOR
                + ". It trusts the administration role only, and may do what the template below needs.");
    }
}
