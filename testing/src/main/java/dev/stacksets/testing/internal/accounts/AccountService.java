package dev.stacksets.testing.internal.accounts;

import dev.stacksets.testing.internal.organization.AccountChanges;
import dev.stacksets.testing.internal.organization.Administration;
import dev.stacksets.testing.internal.organization.OrganizationTree;
import dev.stacksets.testing.internal.organization.RegionOptIns;
import dev.stacksets.testing.internal.organization.RegionStatus;
import dev.stacksets.testing.internal.protocol.PageTokens;
import dev.stacksets.testing.internal.protocol.PageTokens.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.account.model.DisableRegionRequest;
import software.amazon.awssdk.services.account.model.DisableRegionResponse;
import software.amazon.awssdk.services.account.model.EnableRegionRequest;
import software.amazon.awssdk.services.account.model.EnableRegionResponse;
import software.amazon.awssdk.services.account.model.GetRegionOptStatusRequest;
import software.amazon.awssdk.services.account.model.GetRegionOptStatusResponse;
import software.amazon.awssdk.services.account.model.ListRegionsRequest;
import software.amazon.awssdk.services.account.model.ListRegionsResponse;
import software.amazon.awssdk.services.account.model.Region;

/** Account Management: the Regions of accounts. Needs the SDK artifact of the service. */
public final class AccountService implements JsonService {

    private static final int PAGE = 50;
    private static final int SWITCHES_OF_AN_ACCOUNT = 6;
    private static final int SWITCHES_OF_AN_ORGANIZATION = 50;

    private final Optional<OrganizationTree> organization;
    private final RegionOptIns regions;
    private final AccountChanges changes;
    private final JsonPaging paging;
    private final JsonOperations operations = new JsonOperations();

    /**
     * The service over some accounts.
     *
     * @param organization they belong to, if there is one
     * @param regions theirs
     * @param changes of accounts
     * @param pages the tokens of its lists
     */
    public AccountService(
            Optional<OrganizationTree> organization, RegionOptIns regions, AccountChanges changes, PageTokens pages) {
        this.organization = organization;
        this.regions = regions;
        this.changes = changes;
        this.paging = new JsonPaging(pages, PAGE, false, (reason, message) -> AccountErrors.invalidField(message));
        operations
                .on(ListRegionsRequest.class, ListRegionsRequest::builder, this::list)
                .on(GetRegionOptStatusRequest.class, GetRegionOptStatusRequest::builder, this::status)
                .on(EnableRegionRequest.class, EnableRegionRequest::builder, this::enable)
                .on(DisableRegionRequest.class, DisableRegionRequest::builder, this::disable);
    }

    @Override
    public Object read(String operation, String body) {
        return operations.read(operation, body);
    }

    @Override
    public SdkPojo call(String caller, String operation, Supplier<Object> request) {
        return operations.call(caller, operation, request);
    }

    private ListRegionsResponse list(String caller, ListRegionsRequest request) {
        String account = subject(caller, request.accountId());
        List<String> wanted = request.regionOptStatusContainsAsStrings();
        List<Region> all = RegionOptIns.all().stream()
                .map(region -> Region.builder()
                        .regionName(region)
                        .regionOptStatus(regions.status(account, region).name())
                        .build())
                .filter(region -> wanted.isEmpty() || wanted.contains(region.regionOptStatusAsString()))
                .toList();
        Page<Region> page = paging.page("Regions" + account + wanted, all, request.maxResults(), request.nextToken());
        return ListRegionsResponse.builder()
                .regions(page.items())
                .nextToken(page.next().orElse(null))
                .build();
    }

    private GetRegionOptStatusResponse status(String caller, GetRegionOptStatusRequest request) {
        String account = subject(caller, request.accountId());
        String region = region(request.regionName());
        return GetRegionOptStatusResponse.builder()
                .regionName(region)
                .regionOptStatus(regions.status(account, region).name())
                .build();
    }

    private EnableRegionResponse enable(String caller, EnableRegionRequest request) {
        change(caller, request.accountId(), request.regionName(), RegionStatus.DISABLED, RegionStatus.ENABLING);
        return EnableRegionResponse.builder().build();
    }

    private DisableRegionResponse disable(String caller, DisableRegionRequest request) {
        change(caller, request.accountId(), request.regionName(), RegionStatus.ENABLED, RegionStatus.DISABLING);
        return DisableRegionResponse.builder().build();
    }

    /** A Region on its way is a conflict in the other direction, and as wrong as the end itself in the same. */
    private void change(
            String caller, @Nullable String asked, @Nullable String name, RegionStatus from, RegionStatus through) {
        String account = subject(caller, asked);
        String region = region(name);
        RegionStatus now = regions.status(account, region);
        if (now == RegionStatus.ENABLED_BY_DEFAULT) {
            throw AccountErrors.invalidTarget("Region " + region + " is enabled by default and cannot be switched.");
        }
        if (now.isChanging() && now != through) {
            throw AccountErrors.conflict("Region " + region + " is " + now + ".");
        }
        if (now != from) {
            throw AccountErrors.invalidTarget("Unable to switch region status because of its current opt-in status.");
        }
        if (regions.changing(account) >= SWITCHES_OF_AN_ACCOUNT || regions.changing() >= SWITCHES_OF_AN_ORGANIZATION) {
            throw AccountErrors.tooMany("At most " + SWITCHES_OF_AN_ACCOUNT + " Regions of an account and "
                    + SWITCHES_OF_AN_ORGANIZATION + " of an organization are switched at a time.");
        }
        changes.switchRegion(regions, account, region, through);
    }

    private static String region(@Nullable String name) {
        if (name == null || !RegionOptIns.all().contains(name)) {
            throw AccountErrors.invalidField("The Region is not known: " + JsonOperations.shortened(name));
        }
        return name;
    }

    /** Others are for those who administer accounts for the organization, who must not name their own. */
    private String subject(String caller, @Nullable String asked) {
        if (asked == null) {
            return caller;
        }
        boolean allowed = organization
                .filter(tree -> administers(tree, caller))
                .filter(tree -> !asked.equals(tree.managementAccount()))
                .flatMap(tree -> tree.account(asked))
                .isPresent();
        if (!allowed) {
            throw AccountErrors.accessDenied(caller);
        }
        return asked;
    }

    private static boolean administers(OrganizationTree tree, String caller) {
        Administration administration = tree.administration();
        return administration.trusts(Administration.ACCOUNT_MANAGEMENT)
                && (caller.equals(tree.managementAccount())
                        || administration
                                .delegated(Administration.ACCOUNT_MANAGEMENT)
                                .containsKey(caller));
    }
}
