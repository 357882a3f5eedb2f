package dev.stacksets.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.OperationHandle;
import dev.stacksets.OperationListener;
import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever code of the caller throws, no event and no future is lost. */
class UserCodeTest {
    private final Facade facade = new Facade();

    @AfterEach
    void close() {
        facade.close();
    }

    @Test
    void listener_throwingAnError_losesNoEvent() {
        List<String> told = new ArrayList<>();
        OperationListener failing = new OperationListener() {
            @Override
            public void onProgress(OperationProgress progress) {
                throw new AssertionError("theirs");
            }

            @Override
            public void onFinished(OperationResult result) {
                told.add("finished");
            }
        };

        OperationHandle handle = facade.deploying(facade.baseline().tracking(t -> t.listener(failing)));

        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(told).containsExactly("finished");
    }
}
