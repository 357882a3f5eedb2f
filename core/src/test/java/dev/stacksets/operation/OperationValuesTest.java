package dev.stacksets.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.target.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationValuesTest {
    private static final String UUID = "22f04391-472b-4e36-b11a-0123456789ab";

    @ParameterizedTest
    @ValueSource(strings = {"baseline", "baseline:" + UUID})
    void token_encodedAndParsed_isTheSame(String stackSet) {
        OperationToken token = new OperationToken("us-east-1", stackSet, UUID);

        assertThat(token.encode()).isEqualTo("stackset-operation/v1/us-east-1/" + stackSet + "/" + UUID);
        assertThat(OperationToken.parse("  " + token.encode() + "\n")).isEqualTo(token);
        assertThat(token).hasToString(token.encode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "stackset-operation/v2/us-east-1/a/b",
                "stackset-operation/v1/us-east-1/a",
                "stackset-operation/v1/us-east-1/a/b/c",
                "stackset-operation/v1//a/b",
                "stackset-operation/v1/us-east-1/1a/b",
                "stackset-operation/v1/us-east-1/a/-b"
            })
    void token_thatIsNone_isRefused(String text) {
        assertThatThrownBy(() -> OperationToken.parse(text)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void counts_ofResults_addUp() {
        InstanceCounts counts = InstanceCounts.of(List.of(
                result("111111111111", InstanceOutcome.SUCCEEDED, ""),
                result("222222222222", InstanceOutcome.FAILED, "no role"),
                result("333333333333", InstanceOutcome.CANCELLED, ""),
                result("444444444444", InstanceOutcome.RUNNING, ""),
                result("555555555555", InstanceOutcome.UNKNOWN, ""),
                result("666666666666", InstanceOutcome.PENDING, ""),
                result("777777777777", InstanceOutcome.SKIPPED, "")));

        assertThat(counts).isEqualTo(new InstanceCounts(1, 2, 1, 1, 1, 1));
        assertThat(counts.total()).isEqualTo(7);
        assertThat(counts.finished()).isEqualTo(4);
    }

    @Test
    void failuresByReason_foldsAccountAndRegionIntoOneCause() {
        OperationResult result = new OperationResult(
                new OperationToken("us-east-1", "baseline", "op-1"),
                OperationAction.CREATE,
                OperationStatus.FAILED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                InstanceCounts.NONE,
                List.of(
                        result("111111111111", InstanceOutcome.FAILED, "Account 111111111111 should have 'R' role"),
                        result("222222222222", InstanceOutcome.FAILED, "Account 222222222222 should have 'R' role"),
                        result("333333333333", InstanceOutcome.FAILED, "")),
                List.of(),
                List.of(),
                Optional.empty(),
                true,
                Optional.empty());

        assertThat(result.failuresByReason())
                .hasEntrySatisfying(
                        "Account ACCOUNT should have 'R' role",
                        same -> assertThat(same).hasSize(2))
                .hasEntrySatisfying("no reason given", same -> assertThat(same).hasSize(1));
        assertThat(result.failures().get(0).region()).isEqualTo("us-east-1");
    }

    @Test
    void ratioCompleted_isKnownOnlyWithCountsAndTotal() {
        InstanceCounts half = new InstanceCounts(2, 0, 1, 1, 0, 0);

        assertThat(progress(Optional.empty(), OptionalInt.of(4)).ratioCompleted())
                .isEmpty();
        assertThat(progress(Optional.of(half), OptionalInt.empty()).ratioCompleted())
                .isEmpty();
        assertThat(progress(Optional.of(half), OptionalInt.of(0)).ratioCompleted())
                .isEmpty();
        assertThat(progress(Optional.of(half), OptionalInt.of(4)).ratioCompleted())
                .hasValue(0.5);
    }

    @Test
    void ratioCompleted_withoutCounts_isTheMilestones() {
        Milestone milestone = new Milestone(Milestone.Stage.BEGUN, 3, 4, Duration.ofMinutes(3), Duration.ofMinutes(1));

        assertThat(progress(Optional.empty(), OptionalInt.of(4), Optional.of(milestone))
                        .ratioCompleted())
                .hasValue(0.75);
    }

    @Test
    void terminalStatuses_areThree() {
        Map<Boolean, List<OperationStatus>> byTerminal = java.util.Arrays.stream(OperationStatus.values())
                .collect(java.util.stream.Collectors.partitioningBy(OperationStatus::isTerminal));

        assertThat(byTerminal.get(true))
                .containsExactly(OperationStatus.SUCCEEDED, OperationStatus.FAILED, OperationStatus.STOPPED);
        assertThat(InstanceOutcome.UNKNOWN.isFinal()).isFalse();
        assertThat(InstanceOutcome.CANCELLED.isFinal()).isTrue();
    }

    private static OperationProgress progress(Optional<InstanceCounts> counts, OptionalInt total) {
        return progress(counts, total, Optional.empty());
    }

    private static OperationProgress progress(
            Optional<InstanceCounts> counts, OptionalInt total, Optional<Milestone> milestone) {
        return new OperationProgress(
                OperationStatus.RUNNING,
                "RUNNING",
                Optional.empty(),
                counts,
                OptionalInt.empty(),
                total,
                milestone,
                Instant.EPOCH,
                Optional.empty(),
                1,
                0,
                Optional.empty());
    }

    private static InstanceResult result(String account, InstanceOutcome outcome, String reason) {
        return new InstanceResult(
                new InstanceId(account, "us-east-1"),
                outcome,
                Optional.of(reason).filter(text -> !text.isEmpty()),
                Optional.empty(),
                Optional.empty());
    }
}
