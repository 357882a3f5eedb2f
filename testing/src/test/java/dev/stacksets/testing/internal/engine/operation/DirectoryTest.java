package dev.stacksets.testing.internal.engine.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.testing.internal.engine.base.Caller;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DirectoryTest {

    private final Directory directory = new Directory(Optional.empty(), () -> Instant.EPOCH);

    @Test
    void of_callersWhoOnlyLook_keepsNothing() {
        for (int i = 0; i < 1_000; i++) {
            directory.of(new Caller("111122223333", "region-" + i), null);
        }

        assertThat(directory.all()).isEmpty();
    }

    @Test
    void keep_isOfTheSameStoreFromThenOn() {
        Caller caller = new Caller("111122223333", "us-east-1");
        Directory.View first = directory.of(caller, null);
        directory.keep(first);

        assertThat(directory.of(caller, null).store()).isSameAs(first.store());
        assertThat(directory.all()).containsExactly(first.store());
    }
}
