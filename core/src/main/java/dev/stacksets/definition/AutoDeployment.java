package dev.stacksets.definition;

import dev.stacksets.internal.validation.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a service-managed stack set follows accounts that join or leave its organizational units. What becomes of the
 * stacks of an account that leaves must be said: {@link #deletingStacks()} or {@link #retainingStacks()}. Immutable.
 *
 * <p>Automatic operations ignore operation preferences, parameter overrides and account filters. API page
 * {@code AutoDeployment}.
 *
 * @param enabled whether it follows them
 * @param retainsStacks whether stacks stay in an account that leaves; false unless enabled
 * @param dependsOn ARNs of stack sets whose automatic deployments come first; orders nothing else
 */
public record AutoDeployment(boolean enabled, boolean retainsStacks, List<String> dependsOn) {
    private static final int DEPENDENCIES = 10;

    /**
     * Checks the rules.
     *
     * @param enabled whether it follows accounts
     * @param retainsStacks whether stacks stay in an account that leaves
     * @param dependsOn stack set ARNs, at most 10
     * @throws InvalidInputException if stacks are retained or dependencies named without being enabled, there are more
     *     than 10 dependencies, or one is no stack set ARN
     */
    public AutoDeployment {
        Check.that(
                enabled || (!retainsStacks && dependsOn.isEmpty()),
                "autoDeployment",
                "Automatic deployment is off: it retains no stacks and depends on no stack set.");
        Check.that(
                dependsOn.size() <= DEPENDENCIES,
                "dependsOn",
                dependsOn.size() + " stack sets are named; automatic deployment depends on at most " + DEPENDENCIES
                        + ".");
        dependsOn.forEach(Check::stackSetArn);
        dependsOn = List.copyOf(dependsOn);
    }

    /**
     * Accounts that join or leave are left alone.
     *
     * @return off
     */
    public static AutoDeployment disabled() {
        return new AutoDeployment(false, false, List.of());
    }

    /**
     * Deploys to accounts that join; deletes the stacks of accounts that leave, with everything in them.
     *
     * @return on
     */
    public static AutoDeployment deletingStacks() {
        return new AutoDeployment(true, false, List.of());
    }

    /**
     * Deploys to accounts that join; leaves the stacks of accounts that leave where they are.
     *
     * @return on
     */
    public static AutoDeployment retainingStacks() {
        return new AutoDeployment(true, true, List.of());
    }

    /**
     * Lets the automatic deployments of other stack sets come first.
     *
     * @param stackSetArns their ARNs, with those named before at most 10
     * @return a copy
     * @throws InvalidInputException if there are more, or one is no stack set ARN
     */
    public AutoDeployment after(String... stackSetArns) {
        List<String> all = new ArrayList<>(dependsOn);
        all.addAll(Arrays.asList(stackSetArns));
        return new AutoDeployment(enabled, retainsStacks, all);
    }
}
