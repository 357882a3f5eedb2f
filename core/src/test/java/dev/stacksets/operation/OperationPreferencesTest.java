package dev.stacksets.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.definition.InvalidInputException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudformation.model.ConcurrencyMode;

class OperationPreferencesTest {
    @Test
    void build_withCountAndPercentage_isRefused() {
        refused(p -> p.failureToleranceCount(1).failureTolerancePercentage(10), "failureTolerance", "one of them");
        refused(p -> p.maxConcurrentCount(1).maxConcurrentPercentage(10), "maxConcurrent", "one of them");
    }

    @Test
    void build_outOfRange_saysTheRange() {
        refused(p -> p.failureToleranceCount(-1), "failureToleranceCount", "at least 0");
        refused(p -> p.failureTolerancePercentage(101), "failureTolerancePercentage", "from 0 to 100");
        refused(p -> p.maxConcurrentCount(0), "maxConcurrentCount", "at least 1");
        refused(p -> p.maxConcurrentPercentage(0), "maxConcurrentPercentage", "from 1 to 100");
        refused(p -> p.maxConcurrentPercentage(101), "maxConcurrentPercentage", "from 1 to 100");
    }

    @Test
    void build_withRegionTwiceInOrder_isRefused() {
        refused(p -> p.regionOrder("us-east-1", "us-east-1"), "regionOrder", "twice");
    }

    @Test
    void checkRegionOrder_withForeignRegion_namesIt() {
        OperationPreferences preferences = preferences(p -> p.regionOrder("us-east-1", "eu-west-1"));

        preferences.checkRegionOrder(List.of("eu-west-1", "us-east-1", "eu-north-1"));
        assertThatThrownBy(() -> preferences.checkRegionOrder(List.of("us-east-1")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("eu-west-1");
    }

    @ParameterizedTest(name = "tolerance {0}, {1} at once of {2} accounts: warns {3}")
    @CsvSource({
        "0, 1, 10, false", "0, 2, 10, true", "1, 2, 10, false", "1, 3, 10, true",
        "0, 100, 1, false", "5, 10, 20, true", "5, 10, 6, false", "9, 10, 10, false"
    })
    void concurrencyWarning_whenStrictModeHoldsItBack(int tolerance, int concurrent, int accounts, boolean warns) {
        OperationPreferences strict =
                preferences(p -> p.failureToleranceCount(tolerance).maxConcurrentCount(concurrent));
        OperationPreferences soft = preferences(p -> p.failureToleranceCount(tolerance)
                .maxConcurrentCount(concurrent)
                .concurrencyMode(ConcurrencyMode.SOFT_FAILURE_TOLERANCE));

        assertThat(strict.concurrencyWarning(accounts).isPresent()).isEqualTo(warns);
        assertThat(soft.concurrencyWarning(accounts)).isEmpty();
    }

    @Test
    void concurrencyWarning_withPercentages_roundsAsAwsDoes() {
        OperationPreferences all =
                preferences(p -> p.maxConcurrentPercentage(100).failureTolerancePercentage(0));

        assertThat(all.concurrencyWarning(10))
                .get()
                .asString()
                .contains("10 accounts at once")
                .contains("at most 1")
                .contains("tolerance to 9");
        assertThat(preferences(p -> p.maxConcurrentPercentage(25).failureTolerancePercentage(25))
                        .concurrencyWarning(10))
                .isEmpty();
        assertThat(OperationPreferences.defaults().concurrencyWarning(1_000)).isEmpty();
        assertThat(preferences(p -> p.maxConcurrentCount(100)).concurrencyWarning(5))
                .get()
                .asString()
                .contains("tolerance to 4");
    }

    private static OperationPreferences preferences(Consumer<OperationPreferences.Builder> fill) {
        OperationPreferences.Builder builder = OperationPreferences.builder();
        fill.accept(builder);
        return builder.build();
    }

    private static void refused(Consumer<OperationPreferences.Builder> fill, String field, String rule) {
        assertThatThrownBy(() -> preferences(fill))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refusal -> assertThat(refusal.field()).isEqualTo(field))
                .hasMessageContaining(rule);
    }
}
