package dev.stacksets.samples.console;

import dev.stacksets.OperationHandle;
import dev.stacksets.OperationListener;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.operation.OperationResult;
import java.util.concurrent.CountDownLatch;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;

/** Shows an operation until it has ended: a bar on a terminal, lines elsewhere. */
public final class Watch {
    private final Screen screen;

    /**
     * Shows on a screen.
     *
     * @param screen where to
     */
    public Watch(Screen screen) {
        this.screen = screen;
    }

    /**
     * Waits for the end, whatever it is.
     *
     * @param handle an operation whose instances are tracked
     * @return how it ended; failed and stopped operations too
     * @throws InterruptedException if interrupted; the operation goes on
     * @throws StackSetsException if AWS refused the start or the operation can be watched no longer
     */
    public OperationResult toEnd(OperationHandle handle) throws InterruptedException {
        handle.subscribe(display());
        LastEvent last = new LastEvent();
        handle.subscribe(last);
        try {
            return handle.awaitOutcome();
        } finally {
            last.await();
        }
    }

    private OperationListener display() {
        return screen.terminal()
                ? new ProgressMeter(new ConsoleProgressBarConsumer(System.err))
                : new ProgressLines(screen);
    }

    /** Events come on another thread and may be behind the handle; what follows must not mix with them. */
    private static final class LastEvent implements OperationListener {
        private final CountDownLatch told = new CountDownLatch(1);

        @Override
        public void onFinished(OperationResult result) {
            told.countDown();
        }

        @Override
        public void onTrackingEnded(StackSetsException cause) {
            told.countDown();
        }

        void await() throws InterruptedException {
            told.await();
        }
    }
}
