package dev.stacksets.samples.quickstart;

import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.Secret;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.samples.console.Screen;
import java.nio.file.Path;

/**
 * A stack set's whole life, from the roles it needs to its end, against a simulator in this process. Read the steps in
 * the order {@link #run()} takes them; each works the same with AWS.
 */
public final class Quickstart {
    private final Tour tour;
    private final TemplateFolder folder;
    private final Secret password;
    private final double speed;

    /**
     * Prepares the tour; its password is drawn at random.
     *
     * @param screen where it is told
     * @param folder where the templates and a token go
     * @param speed how fast simulated time passes, in virtual seconds per real second
     */
    public Quickstart(Screen screen, Path folder, double speed) {
        this(screen, folder, speed, Passwords.random());
    }

    Quickstart(Screen screen, Path folder, double speed, Secret password) {
        this.speed = speed;
        this.tour = new Tour(screen);
        this.folder = new TemplateFolder(folder);
        this.password = password;
    }

    /**
     * Takes the tour.
     *
     * @throws InterruptedException if interrupted
     */
    public void run() throws InterruptedException {
        tour.welcome(
                "StackSets for Java: a stack set from its roles to its end",
                "No AWS account is touched: a simulator answers in this process, and its clock runs fast.");
        try (Playground playground = new Playground(speed);
                StackSets stackSets = playground.connect()) {
            new PermissionsStep(tour, folder).explain();

            StackSet baseline = new CreateStep(tour, folder, stackSets, password).create();

            playground.plantFaults();
            OperationResult first = new DeployStep(tour, baseline).deploy();

            new ResumeStep(tour, folder, playground).resumeElsewhere(first);

            playground.healFaults();
            new RetryStep(tour, baseline).retryOnlyWhatFailed(first);

            ChangeStep change = new ChangeStep(tour, folder, baseline);
            change.overrideInOneAccount();
            change.updateTemplate();

            new RemoveStep(tour, baseline).remove();
        }
        tour.screen().say("");
        tour.say("That was all of it. The steps are in dev.stacksets.samples.quickstart, made to be copied from.");
    }
}
