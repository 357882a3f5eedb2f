package dev.stacksets.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.definition.InvalidInputException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackListTest {
    private static final String STACK = "arn:aws-us-gov:cloudformation:us-gov-west-1:111122223333:stack/alarms/1a2b";

    @Test
    void stacks_tellTheInstancesTheyBecome() {
        assertThat(StackList.stacks(List.of(STACK, STACK)).instances())
                .containsExactly(new InstanceId("111122223333", "us-gov-west-1"));
    }

    @Test
    void stacks_noneOrMoreThanTen_areRefused() {
        StackList.stacks(ids(10));
        refused(() -> StackList.stacks(List.of()), "at least one stack");
        refused(() -> StackList.stacks(ids(11)), "11 stacks are named", "stacksFrom(url)");
    }

    @Test
    void stacks_twoInOneAccountAndRegion_areRefused() {
        refused(() -> StackList.stacks(List.of(STACK, STACK + "-other")), "only one instance");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alarms",
                "",
                "arn:aws:cloudformation:us-east-1:1:stack/alarms/1a2b",
                "arn:aws:cloudformation:us-east-1:111122223333:stack/alarms",
                "arn:aws:cloudformation:us-east-1:111122223333:stackset/alarms:1a2b",
                "arn:aws:s3:us-east-1:111122223333:stack/alarms/1a2b"
            })
    void stacks_thatAreNone_areRefused(String id) {
        refused(() -> StackList.stacks(List.of(id)), "a stack id looks like arn:");
    }

    @Test
    void stacksUrl_withOtherScheme_isRefused_withoutThePresignedPart() {
        assertThatThrownBy(() -> StackList.stacksUrl("ftp://bucket/stacks?X-Amz-Signature=abc"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'ftp://bucket/stacks'")
                .hasMessageNotContaining("abc");
        assertThat(StackList.stacksUrl("https://bucket/stacks?X-Amz-Signature=abc")
                        .toString())
                .isEqualTo("stacks at https://bucket/stacks");
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> "arn:aws:cloudformation:us-east-1:" + (100000000000L + index) + ":stack/alarms/1a2b")
                .toList();
    }

    private static void refused(Runnable attempt, String... parts) {
        assertThatThrownBy(attempt::run)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(parts);
    }
}
