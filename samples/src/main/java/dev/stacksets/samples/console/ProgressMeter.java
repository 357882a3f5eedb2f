package dev.stacksets.samples.console;

import dev.stacksets.OperationListener;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationResult;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress for people: one bar that fills. */
public final class ProgressMeter implements OperationListener {
    private final ProgressBar bar;

    /**
     * Draws with a consumer.
     *
     * @param consumer where the bar is drawn
     */
    public ProgressMeter(ProgressBarConsumer consumer) {
        bar = new ProgressBarBuilder()
                .setTaskName("   instances")
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .setConsumer(consumer)
                .hideEta()
                .build();
    }

    @Override
    public void onProgress(OperationProgress progress) {
        progress.counts().ifPresent(counts -> {
            bar.maxHint(ProgressText.total(progress));
            bar.stepTo(counts.finished());
            bar.setExtraMessage(ProgressText.trouble(counts).replaceFirst("^, ", ""));
        });
    }

    @Override
    public void onFinished(OperationResult result) {
        bar.stepTo(result.counts().finished());
        bar.close();
    }

    @Override
    public void onTrackingEnded(StackSetsException cause) {
        bar.close();
    }
}
