package dev.stacksets.operation;

import dev.stacksets.text.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A snapshot in lines for a person. */
final class ProgressText {
    private final OperationProgress progress;
    private final List<String> lines = new ArrayList<>();

    ProgressText(OperationProgress progress) {
        this.progress = progress;
        head();
        instances();
        progress.milestone().ifPresent(this::milestone);
        progress.statusReason().ifPresent(reason -> lines.add("Reason: " + Printable.line(reason)));
        progress.lastPollFailure().ifPresent(this::failure);
    }

    private void head() {
        String status = progress.rawStatus().isEmpty() ? "Status not known yet" : progress.rawStatus();
        lines.add(status + ", in work for "
                + progress.elapsed().map(ProgressText::length).orElse("a time not known")
                + (progress.rawStatus().isEmpty() ? "" : ", as of " + progress.observedAt())
                + ", asked " + times(progress.polls()));
    }

    private void instances() {
        String total = progress.totalInstances().isPresent()
                ? String.valueOf(progress.totalInstances().getAsInt())
                : "number not known";
        lines.add("Instances: " + total + ", "
                + progress.counts().map(this::counts).orElseGet(this::uncounted));
    }

    private String counts(InstanceCounts counts) {
        OptionalInt total = progress.totalInstances();
        int unlisted = total.isPresent() ? Math.max(0, total.getAsInt() - counts.total()) : 0;
        return counts.succeeded() + " succeeded, " + counts.failed() + " failed, " + counts.cancelled() + " cancelled, "
                + (counts.skipped() == 0 ? "" : counts.skipped() + " skipped, ") + counts.running() + " running, "
                + (counts.pending() + unlisted) + " not begun";
    }

    private String uncounted() {
        String failed = progress.failedInstances().isPresent()
                ? progress.failedInstances().getAsInt() + " failed"
                : "failures not known";
        return failed + ", others not counted";
    }

    private void milestone(Milestone last) {
        String rest = progress.status().isTerminal() || last.instances() == 0
                ? ""
                : ", about " + length(last.rest()) + " more from then at this pace";
        lines.add("Milestone: " + last.instances() + " of " + last.total()
                + (last.stage() == Milestone.Stage.ENDED ? " ended" : " begun") + " after " + length(last.age())
                + rest);
    }

    private void failure(Throwable failure) {
        int inARow = progress.consecutivePollFailures();
        lines.add((inARow > 0 ? "Asking failed " + times(inARow) + " in a row: " : "Instances could not be listed: ")
                + Printable.line(String.valueOf(failure.getMessage())));
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    private static String length(Duration time) {
        String parts = Stream.of(
                        part(time.toDays(), "d"),
                        part(time.toHoursPart(), "h"),
                        part(time.toMinutesPart(), "min"),
                        part(time.toSecondsPart(), "s"))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return parts.isEmpty() ? "0 s" : parts;
    }

    private static String part(long amount, String unit) {
        return amount == 0 ? "" : amount + " " + unit;
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
