package dev.stacksets.internal.planning;

import dev.stacksets.plan.Plan;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ids of a plan's operations. Any process that has the plan finds the same ones, which is why it needs no journal: AWS is
 * asked what became of them. Their end says which overrides the instances have, so that the next plan need not read them.
 */
public final class OperationIds {
    private static final int DIGITS = 16;
    private static final String MAY_DIFFER = "k";
    private static final Pattern SHAPE =
            Pattern.compile("plan-[0-9a-f]{16}-s[0-9]+(?:-r[0-9]+)?(?:-([0-9a-fk][0-9a-f]{15}))?");

    private final String prefix;
    private final Plan plan;

    public OperationIds(Plan plan) {
        this.plan = plan;
        this.prefix = prefix(plan.hash());
    }

    private static String prefix(String hash) {
        return "plan-" + hash.substring(0, Math.min(DIGITS, hash.length())) + "-";
    }

    /** The operation of a step, counted from 0. */
    public String step(int index) {
        String mark = plan.steps().get(index).mark();
        return prefix + "s" + (index + 1) + (mark.isEmpty() ? "" : "-" + mark);
    }

    /** A further operation for what the step left undone, counted from 0. */
    public String retry(int index, int retry) {
        return prefix + "s" + (index + 1) + "-r" + (retry + 1);
    }

    /** Whether an operation is this plan's, or that of the plan it rolls back. */
    public boolean isOurs(String id) {
        return id.startsWith(prefix)
                || plan.baseline()
                        .follows()
                        .filter(hash -> id.startsWith(prefix(hash)))
                        .isPresent();
    }

    /** What an operation's id says of the overrides of its instances. */
    static Optional<String> mark(String id) {
        Matcher shape = SHAPE.matcher(id);
        return shape.matches() ? Optional.ofNullable(shape.group(1)) : Optional.empty();
    }

    /** A mark in 16 digits of what tells overrides apart; of some that may differ between instances all the same. */
    static String mark(String overrides, boolean mayDiffer) {
        String digits = Fingerprints.sha256(overrides).substring(0, DIGITS);
        return mayDiffer ? MAY_DIFFER + digits.substring(1) : digits;
    }

    /** Whether all instances with a mark have the same overrides. */
    static boolean isShared(String mark) {
        return !mark.startsWith(MAY_DIFFER);
    }
}
