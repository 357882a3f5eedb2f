package dev.stacksets.internal.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.spi.ApiCall;
import dev.stacksets.spi.ApiCall.Priority;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WaitingCallsTest {
    private final WaitingCalls<String> calls = new WaitingCalls<>();

    @Test
    void urgentOnes_goFirst_thenWhoWaitsLongest() {
        add("list 1", Priority.LIST);
        add("watch 1", Priority.WATCH);
        add("mutate 1", Priority.MUTATE);
        add("watch 2", Priority.WATCH);
        add("stop 1", Priority.STOP);

        assertThat(all()).containsExactly("stop 1", "mutate 1", "watch 1", "watch 2", "list 1");
    }

    @Test
    void repeatedOnes_goBeforeTheirEquals() {
        add("first", Priority.WATCH);
        add("second", Priority.WATCH);
        calls.add(call(Priority.WATCH).again(), "again");

        assertThat(all()).containsExactly("again", "first", "second");
    }

    @Test
    void everyKindThatWaits_getsOneTurnInTwenty() {
        Map<Priority, Integer> turns = new EnumMap<>(Priority.class);
        for (int i = 0; i < 1_000; i++) {
            for (Priority priority : Priority.values()) {
                add(priority.name() + " " + i, priority);
            }
        }
        for (int turn = 0; turn < 1_000; turn++) {
            turns.merge(Priority.valueOf(Objects.requireNonNull(calls.next()).split(" ", 2)[0]), 1, Integer::sum);
        }

        assertThat(turns.get(Priority.STOP)).isGreaterThan(840);
        assertThat(turns.get(Priority.MUTATE)).isBetween(48, 53);
        assertThat(turns.get(Priority.WATCH)).isBetween(48, 53);
        assertThat(turns.get(Priority.LIST)).isBetween(48, 53);
    }

    @Test
    void whoGivesUp_isGone() {
        add("first", Priority.WATCH);
        add("second", Priority.WATCH);
        calls.add(call(Priority.WATCH).again(), "again");
        calls.remove(call(Priority.WATCH), "first");
        calls.remove(call(Priority.WATCH), "again");

        assertThat(all()).containsExactly("second");
        assertThat(calls.isEmpty()).isTrue();
        assertThat(calls.next()).isNull();
    }

    private void add(String name, Priority priority) {
        calls.add(call(priority), name);
    }

    private List<String> all() {
        List<String> all = new ArrayList<>();
        for (String next = calls.next(); next != null; next = calls.next()) {
            all.add(next);
        }
        return all;
    }

    private static ApiCall call(Priority priority) {
        return new ApiCall("cloudformation", "", "us-east-1", "Any", priority, false);
    }
}
