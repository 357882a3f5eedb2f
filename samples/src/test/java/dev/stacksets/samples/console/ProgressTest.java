package dev.stacksets.samples.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.error.StackSetsException;
import dev.stacksets.operation.InstanceCounts;
import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void lines_oneForEachStepForward() {
        StringWriter text = new StringWriter();
        ProgressLines lines = new ProgressLines(new Screen(new PrintWriter(text), new PrintWriter(text), false));

        lines.onProgress(progress(new InstanceCounts(12, 0, 0, 0, 0, 0)));
        lines.onProgress(progress(new InstanceCounts(8, 0, 3, 1, 0, 0)));
        lines.onProgress(progress(new InstanceCounts(8, 0, 3, 1, 0, 0)));
        lines.onProgress(progress(new InstanceCounts(0, 0, 9, 1, 2, 0)));

        assertThat(text.toString().lines())
                .containsExactly(
                        "   4 of 12 instances done, 1 failed", "   12 of 12 instances done, 1 failed, 2 cancelled");
    }

    @Test
    void text_withoutInstances_saysTheStatus() {
        assertThat(ProgressText.of(progress(Optional.empty()))).isEqualTo("operation is RUNNING");
    }

    @Test
    void meter_endedEarly_leavesTheLastCounts() {
        Drawn drawn = new Drawn();
        ProgressMeter meter = new ProgressMeter(drawn);

        meter.onProgress(progress(new InstanceCounts(8, 0, 3, 1, 0, 0)));
        meter.onTrackingEnded(new StackSetsException("over", null, null));

        assertThat(drawn.last).contains("4/12").contains("1 failed").doesNotContain(", 1 failed");
    }

    private static OperationProgress progress(InstanceCounts counts) {
        return progress(Optional.of(counts));
    }

    private static OperationProgress progress(Optional<InstanceCounts> counts) {
        return new OperationProgress(
                OperationStatus.RUNNING,
                "RUNNING",
                Optional.empty(),
                counts,
                OptionalInt.empty(),
                OptionalInt.of(12),
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty(),
                1,
                0,
                Optional.empty());
    }

    private static final class Drawn implements ProgressBarConsumer {
        private volatile String last = "";

        @Override
        public int getMaxRenderedLength() {
            return 100;
        }

        @Override
        public void accept(String bar) {
            last = bar;
        }

        @Override
        public void close() {}
    }
}
