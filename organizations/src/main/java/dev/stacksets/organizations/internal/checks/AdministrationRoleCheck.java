package dev.stacksets.organizations.internal.checks;

import dev.stacksets.AwsCalls;
import dev.stacksets.organizations.PreflightCheck;
import dev.stacksets.organizations.PreflightContext;
import dev.stacksets.organizations.internal.Document;
import dev.stacksets.organizations.internal.Failure;
import dev.stacksets.organizations.preflight.PreflightFinding;
import dev.stacksets.organizations.roles.SelfManagedRoles;
import dev.stacksets.organizations.tree.AccountRegions;
import dev.stacksets.organizations.tree.RegionStatus;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamAsyncClient;

/**
 * Whether the administration role is there and trusts CloudFormation, in each Region to opt in to by the principal of that
 * Region. User guide, "Grant self-managed permissions".
 */
record AdministrationRoleCheck(AwsCalls<IamAsyncClient> iam) implements PreflightCheck {
    private static final String HOW = "SelfManagedRoles makes a template of it.";

    @Override
    public String name() {
        return "administration role";
    }

    @Override
    public boolean applies(PreflightContext context) {
        return !context.isServiceManaged();
    }

    @Override
    public CompletableFuture<List<PreflightFinding>> look(PreflightContext context) {
        String role = context.definition()
                .administrationRoleArn()
                .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
                .orElse(SelfManagedRoles.ADMINISTRATION_ROLE);
        return trustPolicy(role)
                .thenCompose(policy -> policy.isEmpty()
                        ? CompletableFuture.completedFuture(List.of(missing(role)))
                        : wanted(context).thenApply(wanted -> untrusted(role, policy.get(), wanted)));
    }

    private CompletableFuture<Optional<String>> trustPolicy(String role) {
        return iam.call(
                        "GetRole",
                        client -> client.getRole(r -> r.roleName(role)),
                        answer -> Optional.of(
                                URLDecoder.decode(answer.role().assumeRolePolicyDocument(), StandardCharsets.UTF_8)))
                .exceptionallyCompose(failure -> Failure.hasCode(failure, "NoSuchEntity")
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : CompletableFuture.failedFuture(failure));
    }

    private PreflightFinding missing(String role) {
        return PreflightFinding.blocker(
                name(),
                "The administrator account has no role '" + role + "', by which CloudFormation reaches the targets.",
                role,
                HOW);
    }

    /** Regions that are on by default go by the one principal. */
    private static CompletableFuture<Set<String>> wanted(PreflightContext context) {
        return AdministratorRegions.of(context)
                .thenApply(regions -> Stream.concat(
                                Stream.of("cloudformation.amazonaws.com"),
                                context.deployment().regions().stream()
                                        .filter(region -> isOptIn(regions, region))
                                        .map(region -> "cloudformation." + region + ".amazonaws.com"))
                        .collect(Collectors.toSet()));
    }

    private static boolean isOptIn(AccountRegions regions, String region) {
        return regions.status(region) != RegionStatus.ENABLED_BY_DEFAULT;
    }

    private List<PreflightFinding> untrusted(String role, String policy, Set<String> wanted) {
        Set<String> trusted = Document.parse(policy).stream()
                .flatMap(document -> document.child("Statement").stream())
                .flatMap(statements -> statements.items().stream())
                .filter(AdministrationRoleCheck::lets)
                .flatMap(statement -> statement.at("Principal", "Service").stream())
                .flatMap(Document::texts)
                .collect(Collectors.toSet());
        return wanted.stream()
                .filter(principal -> !trusted.contains(principal))
                .sorted()
                .map(principal -> PreflightFinding.blocker(
                        name(),
                        "The role does not trust " + principal + " to take it.",
                        role,
                        "Add " + principal + " to the services of its trust policy. " + HOW))
                .toList();
    }

    private static boolean lets(Document statement) {
        return statement
                        .at("Effect")
                        .flatMap(Document::text)
                        .filter("Allow"::equals)
                        .isPresent()
                && statement.at("Action").stream()
                        .flatMap(Document::texts)
                        .anyMatch(action ->
                                action.equals("sts:AssumeRole") || action.equals("sts:*") || action.equals("*"));
    }
}
