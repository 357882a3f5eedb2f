package dev.stacksets.samples.quickstart;

import dev.stacksets.StackSets;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationToken;

/** Finds the operation again, as another process would on another day. */
final class ResumeStep {
    private static final String FILE = "operation.token";

    private final Tour tour;
    private final TemplateFolder folder;
    private final Playground playground;

    ResumeStep(Tour tour, TemplateFolder folder, Playground playground) {
        this.tour = tour;
        this.folder = folder;
        this.playground = playground;
    }

    void resumeElsewhere(OperationResult known) {
        tour.step("Find the operation again from another process");
        folder.write(FILE, known.token().encode());
        tour.say("Its token is known before the request is sent, and is all that another process needs. Saved to "
                + folder.file(FILE) + ".");
        try (StackSets elsewhere = playground.connect()) {
            OperationToken token = OperationToken.parse(folder.read(FILE));
            describe(elsewhere, token);
            tour.call("elsewhere.resume(OperationToken.parse(saved)).outcome()");
            OperationResult again = elsewhere.resume(token).outcome().join();
            tour.result("the same failures: " + again.failures().equals(known.failures()) + ". " + again.status() + ", "
                    + again.counts().failed() + " failed, " + again.counts().cancelled() + " cancelled.");
        }
    }

    private void describe(StackSets elsewhere, OperationToken token) {
        tour.call("elsewhere.stackSet(token.stackSet()).describeOperation(token.operationId())");
        OperationDescription operation = elsewhere
                .stackSet(token.stackSet())
                .describeOperation(token.operationId())
                .join();
        tour.result(operation.action() + " operation " + operation.operationId() + " has " + operation.status() + ".");
    }
}
