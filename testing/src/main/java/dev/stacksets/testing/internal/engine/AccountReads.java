package dev.stacksets.testing.internal.engine;

import dev.stacksets.testing.internal.engine.PageToken.Page;
import dev.stacksets.testing.internal.organization.OrganizationTree;
import dev.stacksets.testing.internal.protocol.AwsError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.account.model.GetRegionOptStatusRequest;
import software.amazon.awssdk.services.account.model.GetRegionOptStatusResponse;
import software.amazon.awssdk.services.account.model.ListRegionsRequest;
import software.amazon.awssdk.services.account.model.ListRegionsResponse;
import software.amazon.awssdk.services.account.model.Region;

/** Account Management: which Regions an account has. */
final class AccountReads {

    private static final JsonPaging PAGING = new JsonPaging("ValidationException", 50);

    private final OrganizationTree tree;

    AccountReads(OrganizationTree tree) {
        this.tree = tree;
    }

    ListRegionsResponse regions(Caller caller, ListRegionsRequest request) {
        String account = subject(caller, request.accountId());
        List<String> wanted = request.regionOptStatusContainsAsStrings();
        List<Region> all = tree.regions().stream()
                .map(region -> Region.builder()
                        .regionName(region)
                        .regionOptStatus(tree.regionStatus(account, region))
                        .build())
                .filter(region -> wanted.isEmpty() || wanted.contains(region.regionOptStatusAsString()))
                .toList();
        Page<Region> page = PAGING.page("Regions" + account + wanted, all, request.maxResults(), request.nextToken());
        return ListRegionsResponse.builder()
                .regions(page.items())
                .nextToken(page.next().orElse(null))
                .build();
    }

    GetRegionOptStatusResponse status(Caller caller, GetRegionOptStatusRequest request) {
        String account = subject(caller, request.accountId());
        String region = String.valueOf(request.regionName());
        if (!tree.regions().contains(region)) {
            throw new AwsError(400, "ValidationException", "The Region is not known: " + Checks.shortened(region));
        }
        return GetRegionOptStatusResponse.builder()
                .regionName(region)
                .regionOptStatus(tree.regionStatus(account, region))
                .build();
    }

    /** Only the management account may ask for others, and must not name itself. */
    private String subject(Caller caller, @Nullable String asked) {
        if (asked == null) {
            return caller.account();
        }
        boolean allowed = caller.account().equals(tree.managementAccount())
                && !asked.equals(caller.account())
                && tree.account(asked).isPresent();
        if (!allowed) {
            throw new AwsError(
                    403,
                    "AccessDeniedException",
                    "User: arn:aws:iam::" + caller.account()
                            + ":root is not authorized to ask for the Regions of another account");
        }
        return asked;
    }
}
