package dev.stacksets.organizations;

import dev.stacksets.StackSets;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.error.AccessDeniedException;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.organizations.internal.Failure;
import dev.stacksets.organizations.internal.checks.Checks;
import dev.stacksets.organizations.preflight.PreflightFinding;
import dev.stacksets.organizations.preflight.PreflightFinding.Level;
import dev.stacksets.organizations.preflight.PreflightReport;
import dev.stacksets.target.Targets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/**
 * Looks whether a deployment will work, before anything changes. Thread-safe.
 *
 * <pre>{@code
 * PreflightReport report = Preflight.builder(stackSets, directory)
 *         .expectedAccount("999988887777")
 *         .iam(iam)
 *         .build()
 *         .check(definition, production.selfManaged(), Set.of("eu-west-1", "us-east-1"))
 *         .join();
 * System.out.println(report.render());
 * }</pre>
 *
 * <p>Looks at the caller, trusted access and delegation, the roles of self-managed stack sets, Regions, the target accounts,
 * the template and its parameters, names, pace and quotas. What the caller may not read is reported as not checked; a report never
 * fails.
 */
public final class Preflight {
    private final StackSets stackSets;
    private final OrganizationDirectory directory;
    private final List<PreflightCheck> checks;
    private final int sample;

    private Preflight(Builder builder) {
        stackSets = builder.stackSets;
        directory = builder.directory;
        sample = builder.sample;
        checks = new ArrayList<>(Checks.all(stackSets, builder.expectedAccount, builder.iam, builder.probing));
        checks.addAll(builder.more);
    }

    /**
     * Starts with every check that needs no further client.
     *
     * @param stackSets of the account that would deploy
     * @param directory of the same account; with an {@linkplain OrganizationDirectory.Builder#sts STS client}, or who calls
     *     is not known
     * @return the builder
     */
    public static Builder builder(StackSets stackSets, OrganizationDirectory directory) {
        return new Builder(stackSets, directory);
    }

    /**
     * Looks.
     *
     * @param definition the stack set, to be created or there already
     * @param targets where it is to go
     * @param regions where it is to go
     * @return the report
     * @throws InvalidInputException if the service would refuse a value
     */
    public CompletableFuture<PreflightReport> check(
            StackSetDefinition definition, Targets targets, Collection<String> regions) {
        return check(
                definition,
                DeploymentSpec.builder().targets(targets).regions(regions).build());
    }

    /**
     * Looks, also at the pace.
     *
     * @param definition the stack set, to be created or there already
     * @param deployment where it is to go, and at what pace
     * @return the report
     */
    public CompletableFuture<PreflightReport> check(StackSetDefinition definition, DeploymentSpec deployment) {
        PreflightContext context = new PreflightContext(definition, deployment, stackSets, directory, sample);
        return directory
                .organizationsCalls()
                .handOver(directory
                        .organizationsCalls()
                        .each(checks, check -> look(check, context))
                        .thenApply(found -> new PreflightReport(
                                found.stream().flatMap(List::stream).toList())));
    }

    private static CompletableFuture<List<PreflightFinding>> look(PreflightCheck check, PreflightContext context) {
        try {
            return check.applies(context)
                    ? check.look(context)
                            .thenApply(found -> found.isEmpty() ? List.of(nothing(check)) : found)
                            .exceptionally(failure -> List.of(unread(check, Failure.of(failure))))
                    : CompletableFuture.completedFuture(List.of());
        } catch (RuntimeException thrown) {
            return CompletableFuture.completedFuture(List.of(unread(check, thrown)));
        }
    }

    private static PreflightFinding nothing(PreflightCheck check) {
        return new PreflightFinding(Level.OK, check.name(), "Nothing found.", "", "");
    }

    private static PreflightFinding unread(PreflightCheck check, Throwable failure) {
        return PreflightFinding.notChecked(
                check.name(),
                failure.getMessage() == null ? failure.toString() : failure.getMessage(),
                failure instanceof AccessDeniedException ? "Let the caller read it." : "");
    }

    /** Builds a {@link Preflight}. Not thread-safe. */
    public static final class Builder {
        private static final int MOST = 10_000;

        private final StackSets stackSets;
        private final OrganizationDirectory directory;
        private final List<PreflightCheck> more = new ArrayList<>();
        private Optional<String> expectedAccount = Optional.empty();
        private @Nullable IamAsyncClient iam;
        private @Nullable StsAsyncClient probing;
        private int sample = 20;

        private Builder(StackSets stackSets, OrganizationDirectory directory) {
            this.stackSets = stackSets;
            this.directory = directory;
        }

        /**
         * Says who should call.
         *
         * @param account 12 digits; unset, anybody
         * @return this builder
         * @throws InvalidInputException unless it has 12 digits
         */
        public Builder expectedAccount(String account) {
            Targets.accounts(account);
            expectedAccount = Optional.of(account);
            return this;
        }

        /**
         * Lets IAM be asked about the administration role of self-managed stack sets. Needs the SDK's artifact {@code iam},
         * and {@code iam:GetRole}.
         *
         * @param client of the administrator account, never closed here; unset, that is reported as not checked
         * @return this builder
         */
        public Builder iam(IamAsyncClient client) {
            iam = client;
            return this;
        }

        /**
         * Tries to take the execution role of targets of self-managed stack sets, which only tells something where these trust
         * the caller too. Needs the SDK's artifact {@code sts}, and {@code sts:AssumeRole} on the roles.
         *
         * @param client of the administrator account, never closed here; unset, nobody tries
         * @return this builder
         */
        public Builder probeExecutionRoles(StsAsyncClient client) {
            probing = client;
            return this;
        }

        /**
         * Sets how many targets are looked at where that takes a call for each: their execution roles, and their Regions if
         * one of those is to opt in to.
         *
         * @param accounts 1 to 10,000, evenly spread over the targets; unless set, 20
         * @return this builder
         * @throws InvalidInputException out of bounds
         */
        public Builder sample(int accounts) {
            if (accounts < 1 || accounts > MOST) {
                throw new InvalidInputException(
                        "sample", "sample is " + accounts + ", but must be from 1 to " + MOST + ".");
            }
            sample = accounts;
            return this;
        }

        /**
         * Adds a check of one's own, after the others.
         *
         * @param check what else to look at
         * @return this builder
         */
        public Builder check(PreflightCheck check) {
            more.add(check);
            return this;
        }

        /**
         * Builds it. Makes no call.
         *
         * @return the preflight
         */
        public Preflight build() {
            return new Preflight(this);
        }
    }
}
