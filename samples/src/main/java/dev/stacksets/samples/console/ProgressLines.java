package dev.stacksets.samples.console;

import dev.stacksets.OperationListener;
import dev.stacksets.operation.InstanceCounts;
import dev.stacksets.operation.OperationProgress;

/** Progress for logs and pipes: a line whenever another instance is done. */
public final class ProgressLines implements OperationListener {
    private final Screen screen;
    private int shown;

    /**
     * Writes to a screen.
     *
     * @param screen where to
     */
    public ProgressLines(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void onProgress(OperationProgress progress) {
        int finished = progress.counts().map(InstanceCounts::finished).orElse(0);
        if (finished > shown) {
            shown = finished;
            screen.say("   " + ProgressText.of(progress));
        }
    }
}
