package dev.stacksets.samples.console;

import dev.stacksets.operation.InstanceCounts;
import dev.stacksets.operation.OperationProgress;

/** Progress in a few words. */
final class ProgressText {

    private ProgressText() {}

    /** For example {@code 4 of 12 instances done, 1 failed}. */
    static String of(OperationProgress progress) {
        return progress.counts()
                .map(counts -> done(counts, total(progress)))
                .orElse("operation is " + progress.rawStatus());
    }

    /** For example {@code , 1 failed}; empty if all is well. */
    static String trouble(InstanceCounts counts) {
        return (counts.failed() > 0 ? ", " + counts.failed() + " failed" : "")
                + (counts.cancelled() > 0 ? ", " + counts.cancelled() + " cancelled" : "")
                + (counts.skipped() > 0 ? ", " + counts.skipped() + " in suspended accounts skipped" : "");
    }

    /** AWS tells of instances as it gets to them; what the request named is known from the start. */
    static int total(OperationProgress progress) {
        int told = progress.counts().map(InstanceCounts::total).orElse(0);
        return Math.max(told, progress.totalInstances().orElse(0));
    }

    private static String done(InstanceCounts counts, int total) {
        return counts.finished() + " of " + total + " instances done" + trouble(counts);
    }
}
