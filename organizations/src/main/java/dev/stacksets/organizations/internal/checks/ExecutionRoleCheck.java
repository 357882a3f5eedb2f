package dev.stacksets.organizations.internal.checks;

import dev.stacksets.AwsCalls;
import dev.stacksets.error.AccessDeniedException;
import dev.stacksets.organizations.PreflightCheck;
import dev.stacksets.organizations.PreflightContext;
import dev.stacksets.organizations.internal.Failure;
import dev.stacksets.organizations.preflight.PreflightFinding;
import dev.stacksets.organizations.roles.SelfManagedRoles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/**
 * Whether the execution role of the targets can be taken. AWS answers alike where there is no role, where it does not trust
 * the caller and where the caller may not try; so a role that cannot be taken is a blocker only where the same caller could
 * take that of another target.
 */
record ExecutionRoleCheck(AwsCalls<StsAsyncClient> sts) implements PreflightCheck {

    private record Probe(String account, boolean taken) {}

    @Override
    public String name() {
        return "execution role";
    }

    @Override
    public boolean applies(PreflightContext context) {
        return !context.isServiceManaged();
    }

    @Override
    public CompletableFuture<List<PreflightFinding>> look(PreflightContext context) {
        String role = context.definition().executionRoleName().orElse(SelfManagedRoles.EXECUTION_ROLE);
        String partition = PartitionMetadata.of(context.stackSets().region()).id();
        return context.sampledAccounts()
                .thenCompose(accounts -> sts.each(
                        accounts, account -> probe(account, "arn:" + partition + ":iam::" + account + ":role/" + role)))
                .thenApply(probes -> judged(probes, role));
    }

    private CompletableFuture<Probe> probe(String account, String role) {
        return sts.call(
                        "AssumeRole",
                        client -> client.assumeRole(r -> r.roleArn(role).roleSessionName("stacksets-preflight")),
                        answer -> new Probe(account, true))
                .exceptionallyCompose(failure -> Failure.of(failure) instanceof AccessDeniedException
                        ? CompletableFuture.completedFuture(new Probe(account, false))
                        : CompletableFuture.failedFuture(failure));
    }

    private List<PreflightFinding> judged(List<Probe> probes, String role) {
        List<String> refused = new ArrayList<>();
        probes.stream().filter(probe -> !probe.taken()).forEach(probe -> refused.add(probe.account()));
        if (refused.isEmpty()) {
            return List.of();
        }
        return List.of(
                refused.size() < probes.size()
                        ? PreflightFinding.blocker(
                                name(),
                                "Role '" + role + "' cannot be taken in " + refused.size() + " of " + probes.size()
                                        + " accounts looked at, though it can in the others.",
                                Shown.some(refused),
                                "Make the role there. SelfManagedRoles makes a template of it.")
                        : PreflightFinding.warning(
                                name(),
                                "Role '" + role + "' cannot be taken in any of " + probes.size()
                                        + " accounts looked at:"
                                        + " it is not there, or trusts the administration role only, or the caller may"
                                        + " not take it.",
                                Shown.some(refused),
                                "Make sure that it is there. SelfManagedRoles makes a template of it."));
    }
}
