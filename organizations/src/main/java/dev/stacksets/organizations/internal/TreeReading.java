package dev.stacksets.organizations.internal;

import dev.stacksets.AwsCalls;
import dev.stacksets.organizations.tree.Account;
import dev.stacksets.organizations.tree.Organization;
import dev.stacksets.organizations.tree.OrganizationTree;
import dev.stacksets.organizations.tree.OrganizationalUnit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.organizations.OrganizationsAsyncClient;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListRootsResponse;

/**
 * Reads the whole tree from the root down: two lists for each unit, which is the least there is, since AWS lists accounts
 * with their place only by the unit they are in. Asking each account for its parent takes a call per account more.
 */
public final class TreeReading {
    private static final String UNIT_GONE = "ParentNotFoundException";

    private final AwsCalls<OrganizationsAsyncClient> calls;
    private final List<OrganizationalUnit> units = new ArrayList<>();
    private final List<Account> accounts = new ArrayList<>();

    private TreeReading(AwsCalls<OrganizationsAsyncClient> calls) {
        this.calls = calls;
    }

    /** What is directly in one unit. */
    private record Content(List<OrganizationalUnit> units, List<Account> accounts) {}

    /** Reads it. */
    public static CompletableFuture<OrganizationTree> read(AwsCalls<OrganizationsAsyncClient> calls) {
        Instant began = calls.time().now();
        TreeReading reading = new TreeReading(calls);
        return organization(calls)
                .thenCombine(reading.roots(), (organization, read) -> organization)
                .thenApply(organization -> OrganizationTree.of(organization, began, reading.units, reading.accounts));
    }

    /** Reads the organization alone, which every member may. */
    public static CompletableFuture<Organization> organization(AwsCalls<OrganizationsAsyncClient> calls) {
        return calls.call(
                "DescribeOrganization",
                OrganizationsAsyncClient::describeOrganization,
                answer -> OrganizationsAnswers.organization(answer.organization()));
    }

    private CompletableFuture<Void> roots() {
        return calls.list(
                        "ListRoots",
                        (client, token) -> client.listRoots(r -> r.nextToken(token)),
                        ListRootsResponse::roots,
                        ListRootsResponse::nextToken)
                .thenCompose(roots -> level(roots.stream()
                        .map(root -> OrganizationalUnit.root(root.id(), root.name()))
                        .toList()));
    }

    /** One level at a time: AWS has six, the root's included. */
    private CompletableFuture<Void> level(List<OrganizationalUnit> level) {
        if (level.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        units.addAll(level);
        return calls.each(level, this::content).thenCompose(contents -> {
            contents.forEach(content -> accounts.addAll(content.accounts()));
            return level(contents.stream()
                    .flatMap(content -> content.units().stream())
                    .toList());
        });
    }

    /** A unit that was deleted since the level above was read is empty. */
    private CompletableFuture<Content> content(OrganizationalUnit unit) {
        return units(unit)
                .thenCombine(accounts(unit), Content::new)
                .exceptionallyCompose(failure -> Failure.hasCode(failure, UNIT_GONE)
                        ? CompletableFuture.completedFuture(new Content(List.of(), List.of()))
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<List<OrganizationalUnit>> units(OrganizationalUnit parent) {
        return calls.list(
                "ListOrganizationalUnitsForParent",
                (client, token) -> client.listOrganizationalUnitsForParent(
                        r -> r.parentId(parent.id()).nextToken(token)),
                page -> page.organizationalUnits().stream()
                        .map(unit -> parent.child(unit.id(), unit.name()))
                        .toList(),
                ListOrganizationalUnitsForParentResponse::nextToken);
    }

    private CompletableFuture<List<Account>> accounts(OrganizationalUnit parent) {
        return calls.list(
                "ListAccountsForParent",
                (client, token) -> client.listAccountsForParent(
                        r -> r.parentId(parent.id()).nextToken(token)),
                page -> page.accounts().stream()
                        .map(account -> OrganizationsAnswers.account(account, parent))
                        .toList(),
                ListAccountsForParentResponse::nextToken);
    }
}
