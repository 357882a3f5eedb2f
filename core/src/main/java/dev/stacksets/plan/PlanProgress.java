package dev.stacksets.plan;

import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationResult;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How far a plan has been applied. A snapshot.
 *
 * @param hash of the plan
 * @param steps all of its steps, in their order
 */
public record PlanProgress(String hash, List<Step> steps) {
    /**
     * Copies the list.
     *
     * @param hash of the plan
     * @param steps all of its steps
     */
    public PlanProgress {
        steps = List.copyOf(steps);
    }

    /** Where a step stands. */
    public enum State {
        /** Nothing of it was sent. */
        NOT_BEGUN("was not begun"),
        /** Its operation, or one that tries again what that left undone, is under way. */
        UNDER_WAY("is under way"),
        /** It is done; instances may have failed within the tolerance. */
        DONE("is done"),
        /** It failed, whatever was tried again. */
        FAILED("failed"),
        /** It was stopped, here or by someone else. */
        STOPPED("was stopped");

        private final String words;

        State(String words) {
            this.words = words;
        }

        private String words() {
            return words;
        }
    }

    /**
     * One step.
     *
     * @param number from 1
     * @param step what it does
     * @param state where it stands
     * @param results how its operations ended that were watched here: the first, then those that tried again; none if it was
     *     done in an earlier run
     * @param undone the instances that all of these left undone, failed ones and ones that were never begun
     */
    public record Step(
            int number, PlanStep step, State state, List<OperationResult> results, List<InstanceResult> undone) {
        /**
         * Copies the lists.
         *
         * @param number from 1
         * @param step what it does
         * @param state where it stands
         * @param results how its operations ended
         * @param undone the instances that were left undone
         */
        public Step {
            results = List.copyOf(results);
            undone = List.copyOf(undone);
        }

        @Override
        public String toString() {
            String left = undone.isEmpty()
                    ? ""
                    : " and left " + undone.size() + " instances undone, first "
                            + undone.get(0).instance()
                            + undone.get(0)
                                    .reason()
                                    .map(reason -> " (" + reason + ")")
                                    .orElse("");
            String passedOver = skipped() == 0
                    ? ""
                    : " and passed over " + skipped() + (skipped() == 1 ? " instance" : " instances")
                            + " in suspended accounts";
            return "step " + number + " (" + step.action().words() + ") " + state.words() + left + passedOver;
        }

        /**
         * How many instances were passed over because their accounts are suspended.
         *
         * @return 0 also where that is not known, because the step was done in an earlier run
         */
        public int skipped() {
            return results.stream()
                    .mapToInt(result -> result.counts().skipped())
                    .sum();
        }
    }

    /**
     * Whether every step is done.
     *
     * @return true at the end of a plan that was applied in full
     */
    public boolean isDone() {
        return steps.stream().allMatch(step -> step.state() == State.DONE);
    }

    /**
     * How many instances the steps that are done worked on.
     *
     * @return at most {@link #instances()}; without those that were passed over because their accounts are suspended
     */
    public int instancesDone() {
        return steps.stream()
                .filter(step -> step.state() == State.DONE)
                .mapToInt(step -> step.step().size() - step.skipped())
                .sum();
    }

    /**
     * How many instances all steps work on.
     *
     * @return instances, one that is worked on twice counted twice
     */
    public int instances() {
        return steps.stream().mapToInt(step -> step.step().size()).sum();
    }

    /**
     * What was done and what was not, in a sentence.
     *
     * @return for example {@code 2 of 5 steps are done; step 3 (repair) failed; 2 were not begun}
     */
    public String summary() {
        long notBegun =
                steps.stream().filter(step -> step.state() == State.NOT_BEGUN).count();
        long done = steps.stream().filter(step -> step.state() == State.DONE).count();
        String others = steps.stream()
                .filter(step -> step.state() != State.NOT_BEGUN)
                .filter(step -> step.state() != State.DONE || !step.undone().isEmpty() || step.skipped() > 0)
                .map(step -> "; " + step)
                .collect(Collectors.joining());
        return done + " of " + steps.size() + (steps.size() == 1 ? " step is done" : " steps are done") + others
                + (notBegun == 0 ? "" : "; " + notBegun + (notBegun == 1 ? " was not begun" : " were not begun"));
    }
}
