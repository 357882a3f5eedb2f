package dev.stacksets.plan;

import dev.stacksets.target.InstanceBlock;
import java.util.List;

/**
 * Instances that a plan leaves as they are.
 *
 * @param reason why
 * @param instances which
 */
public record Untouched(Reason reason, List<InstanceBlock> instances) {
    /**
     * Copies the list.
     *
     * @param reason why
     * @param instances which
     */
    public Untouched {
        instances = List.copyOf(instances);
    }

    /**
     * How many they are.
     *
     * @return at least 1
     */
    public int size() {
        return instances.stream().mapToInt(InstanceBlock::size).sum();
    }

    /** Why instances are left as they are. */
    public enum Reason {
        /** They are as they should be. */
        CURRENT("as they should be", ""),
        /** No group names them, and pruning was not asked for. */
        FOREIGN(
                "named by no group",
                "They are kept. Name them in a group, or remove them with pruneDeletingStacks() or pruneRetainingStacks()."),
        /** A delete or an import failed there; only a removal gets them out of it. */
        INOPERABLE(
                "inoperable",
                "A delete or import failed there. Mend the cause and remove them, or remove them with retainStacks() and "
                        + "clean up by hand; then plan again."),
        /** Their account is suspended; operations pass it by. */
        SUSPENDED("in suspended accounts", "Operations pass them by until the accounts are reinstated."),
        /** AWS shows a status that this version does not know. */
        UNKNOWN("in a status this version does not know", "Look at them with listInstances().");

        private final String words;
        private final String advice;

        Reason(String words, String advice) {
            this.words = words;
            this.advice = advice;
        }

        /**
         * The reason in words.
         *
         * @return for example {@code named by no group}
         */
        public String words() {
            return words;
        }

        /**
         * What can be done.
         *
         * @return sentences for a person; {@code ""} if nothing needs to
         */
        public String advice() {
            return advice;
        }
    }
}
