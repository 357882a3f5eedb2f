package dev.stacksets.testing.internal.engine.base;

import dev.stacksets.testing.deploy.StackDeployer;
import dev.stacksets.testing.internal.accounts.OrganizationsChoices;
import java.time.Duration;
import java.util.Optional;

/**
 * How the simulated service behaves where a test may choose.
 *
 * @param administratorAccount 12 digits
 * @param seed decides every id and every drawn duration
 * @param shortest the shortest time the work on one stack takes
 * @param longest the longest
 * @param dispatchGap between acceptance and the first stack
 * @param resultsLag how far lists of operations and results lag behind
 * @param defaultPageSize items per page when a request does not say, 1 to 100
 * @param stopsOtherParallelRegions whether one failed Region stops the others in PARALLEL mode
 * @param replaysOperationIds whether a reused OperationId is answered as accepted instead of refused
 * @param quotas what there may be at most
 * @param removesDependentsFirst whether automatic removals go against AutoDeployment.DependsOn instead of along it
 * @param accountChange how long creating or closing an account, or switching a Region, takes
 * @param organizations the choices of Organizations
 * @param deployer carries out the work on member stacks, where there is more to them than records
 */
public record EngineSettings(
        String administratorAccount,
        long seed,
        Duration shortest,
        Duration longest,
        Duration dispatchGap,
        Duration resultsLag,
        int defaultPageSize,
        boolean stopsOtherParallelRegions,
        boolean replaysOperationIds,
        EngineQuotas quotas,
        boolean removesDependentsFirst,
        Duration accountChange,
        OrganizationsChoices organizations,
        Optional<StackDeployer> deployer) {}
