package dev.stacksets.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
    @Test
    void accounts_givenTwice_countOnceInTheOrderGiven() {
        assertThat(Targets.accounts("222222222222", "111111111111", "222222222222"))
                .isEqualTo(new AccountList.Accounts(
                        new java.util.LinkedHashSet<>(List.of("222222222222", "111111111111"))))
                .extracting("accounts")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.iterable(String.class))
                .containsExactly("222222222222", "111111111111");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345678901", "1234567890123", "12345678901a", "ou-ab12-11111111", " 123456789012"})
    void accounts_withBadId_namesItAndTheRule(String account) {
        assertThatThrownBy(() -> Targets.accounts("111111111111", account))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'" + account + "'")
                .hasMessageContaining("exactly 12 digits");
    }

    @Test
    void accounts_withNone_isRefused() {
        assertThatThrownBy(() -> Targets.accounts(List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("at least one");
    }

    @Test
    void instanceIds_sortByAccountThenRegion() {
        InstanceId one = new InstanceId("111111111111", "us-east-1");
        InstanceId two = new InstanceId("222222222222", "eu-west-1");
        InstanceId three = new InstanceId("222222222222", "us-east-1");

        assertThat(List.of(three, one, two).stream().sorted()).containsExactly(one, two, three);
        assertThat(one).hasToString("111111111111/us-east-1");
        assertThatThrownBy(() -> new InstanceId("111111111111", "us_east_1")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void overrides_threeRequests_areThreeValues() {
        assertThat(ParameterOverrides.unchanged()).isNotEqualTo(ParameterOverrides.none());
        assertThat(ParameterOverrides.exactly(o -> o.set("A", "1").keep("B").set("C", Secret.of("x"))))
                .isEqualTo(new ParameterOverrides.Exactly(
                        Map.of("A", ParameterValue.of("1"), "B", ParameterValue.previous(), "C", Secret.of("x"))));
    }

    @Test
    void overrides_exactlyNothing_isRefusedSinceItCouldMeanTwoThings() {
        assertThatThrownBy(() -> ParameterOverrides.exactly(o -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("none()")
                .hasMessageContaining("unchanged()");
    }
}
