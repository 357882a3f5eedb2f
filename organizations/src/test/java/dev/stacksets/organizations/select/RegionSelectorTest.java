package dev.stacksets.organizations.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.organizations.Simulated;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;

class RegionSelectorTest {
    private static final String ONE = "111111111111";
    private static final String TWO = "222222222222";
    private static final String THREE = "333333333333";

    private final Simulated simulated = new Simulated(o -> o.account(
                    ONE, a -> a.enabledRegion(Region.EU_SOUTH_1).enabledRegion(Region.AF_SOUTH_1))
            .account(TWO, a -> a.enabledRegion(Region.EU_SOUTH_1))
            .account(THREE, a -> {}));

    @AfterEach
    void close() {
        simulated.close();
    }

    @Test
    void allEnabled_isWhatEveryAccountHas() {
        RegionSelection regions = select(RegionSelector.allEnabled(), ONE, TWO);

        assertThat(regions.regions())
                .contains("us-east-1", "eu-south-1")
                .doesNotContain("af-south-1", "me-south-1")
                .hasSize(18);
        assertThat(regions.leftOut()).containsOnlyKeys("af-south-1").containsEntry("af-south-1", List.of(TWO));
    }

    @Test
    void whereEnabled_leavesOutWhatSomeAccountDoesNotHave_inTheOrderNamed() {
        RegionSelection regions = select(
                RegionSelector.these("us-east-1", "eu-south-1", "eu-west-1").whereEnabled(), ONE, TWO, THREE);

        assertThat(regions.regions()).containsExactly("us-east-1", "eu-west-1");
        assertThat(regions.leftOut()).containsEntry("eu-south-1", List.of(THREE));
    }

    @Test
    void regionsOnByDefault_takeOneCallForAllAccounts() {
        assertThat(select(RegionSelector.these("us-east-1", "me-south-1").whereEnabled(), ONE, TWO, THREE)
                        .regions())
                .containsExactly("us-east-1");
        assertThat(simulated.aws.calls().count("ListRegions")).isEqualTo(1);

        assertThat(select(RegionSelector.allEnabled(), THREE, ONE).regions()).hasSize(17);
        assertThat(simulated.aws.calls().count("ListRegions")).isEqualTo(2);
    }

    @Test
    void regionOnItsWay_isNotEnabled() {
        simulated
                .account()
                .enableRegion(r -> r.accountId(THREE).regionName("eu-south-1"))
                .join();

        assertThat(select(RegionSelector.these("eu-south-1").whereEnabled(), ONE, TWO, THREE)
                        .leftOut())
                .containsEntry("eu-south-1", List.of(THREE));
    }

    @Test
    void commercial_isEveryRegionOfThePartition_withoutAsking() {
        RegionSelection regions = select(RegionSelector.commercial().except("us-east-1"), ONE);

        assertThat(regions.regions())
                .contains("eu-west-1", "af-south-1")
                .doesNotContain("us-east-1", "aws-global", "cn-north-1", "us-gov-west-1");
        assertThat(simulated.aws.calls().count("ListRegions")).isZero();
        assertThat(select(RegionSelector.commercial().whereEnabled(), TWO).regions())
                .isEqualTo(select(RegionSelector.allEnabled(), TWO).regions());
    }

    @Test
    void selectors_sayWhatTheyMean() {
        assertThat(Stream.of(
                                RegionSelector.these("eu-west-1", "us-east-1"),
                                RegionSelector.these("eu-west-1").whereEnabled(),
                                RegionSelector.allEnabled().except("us-east-1"))
                        .map(RegionSelector::toString))
                .containsExactly(
                        "eu-west-1, us-east-1",
                        "eu-west-1 where enabled",
                        "all Regions except us-east-1 where enabled");
        assertThatThrownBy(RegionSelector::these).isInstanceOf(InvalidInputException.class);
    }

    private RegionSelection select(RegionSelector selector, String... accounts) {
        return simulated.get(simulated.directory.select(selector, List.of(accounts)));
    }
}
