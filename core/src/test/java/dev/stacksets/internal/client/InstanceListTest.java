package dev.stacksets.internal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.definition.DriftStatus;
import dev.stacksets.target.DetailedStatus;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.InstanceStatus;
import dev.stacksets.target.StackInstance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceListTest {
    private static final String ACCOUNT = "000022223333";
    private static final String ONE_UUID = "1e8bf660-8b6f-4a5f-9c58-0123456789ab";
    private static final String ARN = "arn:aws:cloudformation:eu-west-1:" + ACCOUNT + ":stack/StackSet-base-" + ONE_UUID
            + "/ffffffff-8b6f-4a5f-9c58-0123456789ab";

    @Test
    void all_givesWhatWasAdded_whateverIsMissing() {
        List<StackInstance> rows = List.of(
                instance("000000000001", Optional.of(ARN), Optional.empty(), Optional.empty(), Optional.empty()),
                instance(
                        ACCOUNT,
                        Optional.of(ARN),
                        Optional.of("AccessDenied"),
                        Optional.of("ou-ab12-12345678"),
                        Optional.of(Instant.ofEpochSecond(1, 123_456_789))),
                instance("999999999999", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(list(rows)).isEqualTo(rows);
    }

    @Test
    void get_acrossPagesOfUnequalSize_findsEachAndRefusesWhatIsOutside() {
        InstanceList.Gathering gathering = new InstanceList.Gathering();
        List<StackInstance> expected = new ArrayList<>();
        for (int page = 0; page < 7; page++) {
            List<StackInstance> rows = new ArrayList<>();
            for (int row = 0; row < page * 2; row++) {
                rows.add(numbered(expected.size() + row));
            }
            gathering.add(rows);
            expected.addAll(rows);
        }

        List<StackInstance> all = gathering.all();

        assertThat(all).hasSize(42).isEqualTo(expected);
        assertThat(all.get(41)).isEqualTo(numbered(41));
        assertThatThrownBy(() -> all.get(42)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> all.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> all.remove(0)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void joined_isOneAfterTheOther() {
        assertThat(InstanceList.joined(
                        List.of(list(List.of(numbered(1), numbered(2))), list(List.of()), list(List.of(numbered(3))))))
                .containsExactly(numbered(1), numbered(2), numbered(3));
        assertThat(InstanceList.joined(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ARN,
                ONE_UUID,
                ONE_UUID + ONE_UUID + ONE_UUID,
                "1E8BF660-8B6F-4A5F-9C58-0123456789AB",
                "\u0001\u0002\u0003",
                "\u0001" + ONE_UUID,
                "\u0004" + ARN,
                "000022223333-8b6f-4a5f-9c58-000022223333",
                "$1 \\ eu-west-1 eu-west-10",
                "no id at all"
            })
    void packedId_anyText_comesBackAsItWas(String text) {
        PackedId packed = PackedId.of(text, ACCOUNT, "eu-west-1");

        assertThat(new PackedId(packed.pattern(), packed.uuids()).text(ACCOUNT, "eu-west-1"))
                .isEqualTo(text);
    }

    @Test
    void packedId_ofOneStackSet_hasOnePattern() {
        assertThat(PackedId.of(ARN, ACCOUNT, "eu-west-1").pattern())
                .isEqualTo(PackedId.of(
                                ARN.replace(ACCOUNT, "123456789012")
                                        .replace("eu-west-1", "us-east-1")
                                        .replace(ONE_UUID, "aaaaaaaa-8b6f-4a5f-9c58-0123456789ab"),
                                "123456789012",
                                "us-east-1")
                        .pattern());
    }

    private static List<StackInstance> list(List<StackInstance> rows) {
        InstanceList.Gathering gathering = new InstanceList.Gathering();
        gathering.add(rows);
        return gathering.all();
    }

    private static StackInstance numbered(int number) {
        return instance(
                String.format("%012d", number),
                Optional.of("stack-" + number),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static StackInstance instance(
            String account,
            Optional<String> stackId,
            Optional<String> reason,
            Optional<String> unit,
            Optional<Instant> driftCheckedAt) {
        return new StackInstance(
                new InstanceId(account, "eu-west-1"),
                reason.isPresent() ? InstanceStatus.OUTDATED : InstanceStatus.CURRENT,
                DetailedStatus.UNKNOWN,
                "SOMETHING_NEW",
                reason,
                stackId,
                unit,
                DriftStatus.NOT_CHECKED,
                driftCheckedAt,
                Optional.of(ONE_UUID),
                Optional.empty());
    }
}
