package dev.stacksets.organizations.internal.checks;

import dev.stacksets.StackSets;
import dev.stacksets.organizations.PreflightCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/** Every check there is, in the order of the report. */
public final class Checks {
    private Checks() {}

    /**
     * Lists them.
     *
     * @param expectedAccount who should call
     * @param iam reads the administration role
     * @param sts tries to take execution roles, if that is wanted
     */
    public static List<PreflightCheck> all(
            StackSets stackSets,
            Optional<String> expectedAccount,
            @Nullable IamAsyncClient iam,
            @Nullable StsAsyncClient sts) {
        List<PreflightCheck> checks = new ArrayList<>();
        checks.add(new CallerCheck(expectedAccount));
        checks.add(new OrganizationsAccessCheck());
        checks.add(new DelegationCheck());
        checks.add(iam == null ? new MissingIam() : new AdministrationRoleCheck(stackSets.callsTo(iam)));
        if (sts != null) {
            checks.add(new ExecutionRoleCheck(stackSets.callsTo(sts)));
        }
        checks.add(new RegionsCheck());
        checks.add(new TargetKindCheck());
        checks.add(new TargetAccountsCheck());
        checks.add(new OverlapCheck());
        checks.add(new DefinitionCheck());
        checks.add(new FixedNamesCheck());
        checks.add(new StackSetNameCheck());
        checks.add(new PaceCheck());
        checks.add(new QuotaCheck());
        return List.copyOf(checks);
    }
}
