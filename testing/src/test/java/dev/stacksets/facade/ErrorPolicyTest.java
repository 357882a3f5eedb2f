package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.TWO;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.OnConflict;
import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.error.AccessDeniedException;
import dev.stacksets.error.CreatedButModifiedException;
import dev.stacksets.error.InvalidOperationException;
import dev.stacksets.error.LimitExceededException;
import dev.stacksets.error.ServiceException;
import dev.stacksets.error.StackInstanceNotFoundException;
import dev.stacksets.error.StackNotFoundException;
import dev.stacksets.error.StaleRequestException;
import dev.stacksets.error.ValidationException;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of docs/errors.md that no other test holds. */
class ErrorPolicyTest {
    private final Facade facade = new Facade();
    private final StackSet stackSet = facade.baseline();

    @AfterEach
    void close() {
        facade.close();
    }

    static Stream<Arguments> codes() {
        return Stream.of(
                Arguments.of("StackNotFoundException", 404, StackNotFoundException.class),
                Arguments.of("CreatedButModifiedException", 409, CreatedButModifiedException.class),
                Arguments.of("InvalidOperationException", 400, InvalidOperationException.class),
                Arguments.of("StaleRequestException", 409, StaleRequestException.class),
                Arguments.of("LimitExceededException", 400, LimitExceededException.class),
                Arguments.of("ValidationException", 400, ValidationException.class),
                Arguments.of("AccessDenied", 403, AccessDeniedException.class),
                Arguments.of("AccessDeniedException", 403, AccessDeniedException.class),
                Arguments.of("UnauthorizedOperation", 403, AccessDeniedException.class),
                Arguments.of("InvalidClientTokenId", 403, AccessDeniedException.class),
                Arguments.of("SignatureDoesNotMatch", 403, AccessDeniedException.class),
                Arguments.of("OptInRequired", 403, AccessDeniedException.class));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void everyCode_isTypedWithItsTextAndRequestId(String code, int status, Class<? extends ServiceException> type) {
        facade.aws.faults().on("CreateStackInstances").call(1).fails(status, code, "as AWS words it");

        OperationHandle handle = stackSet.onConflict(OnConflict.fail())
                .deploy(d -> d.accounts(ONE).regions(VIRGINIA));

        assertThatThrownBy(() -> facade.finish(handle)).cause().isInstanceOfSatisfying(type, refusal -> {
            assertThat(refusal.errorCode()).isEqualTo(code);
            assertThat(refusal.httpStatus()).isEqualTo(status);
            assertThat(refusal.requestId()).isPresent();
            assertThat(refusal.token()).contains(handle.token());
            assertThat(refusal).hasMessageContaining("as AWS words it").hasMessageContaining("'baseline");
        });
        assertThat(facade.aws.calls().count("CreateStackInstances")).isEqualTo(1);
    }

    @Test
    void codeNobodyKnows_passesThrough() {
        facade.aws.faults().on("CreateStackInstances").call(1).fails(418, "TeapotException", "short and stout");

        OperationHandle handle = stackSet.deploy(d -> d.accounts(ONE).regions(VIRGINIA));

        assertThatThrownBy(() -> facade.finish(handle))
                .cause()
                .isExactlyInstanceOf(ServiceException.class)
                .hasMessageContaining("TeapotException")
                .hasMessageContaining("short and stout");
    }

    @Test
    void removalOfWhatIsNotFound_isDone() {
        facade.aws
                .faults()
                .on("DeleteStackInstances")
                .call(1)
                .fails(404, "StackInstanceNotFoundException", "not there");

        OperationHandle removal =
                stackSet.removeInstances(r -> r.accounts(ONE).regions(VIRGINIA).deleteStacks());
        OperationResult result = facade.finish(removal);

        assertThat(result.status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(result.counts().total()).isZero();
        assertThat(result.statusReason())
                .hasValueSatisfying(why -> assertThat(why).contains("no instance to remove"));
        assertThat(removal.accepted()).isCompletedWithValue(removal.token());
        assertThat(removal.completion()).isCompletedWithValue(result);
        assertThat(facade.get(stackSet.retryFailed(result).outcome())).isEmpty();
    }

    @Test
    void removalWhereSomeAreStillThere_isARefusal() {
        facade.finish(stackSet.deploy(d -> d.accounts(ONE).regions(VIRGINIA)));
        facade.aws
                .faults()
                .on("DeleteStackInstances")
                .call(1)
                .fails(404, "StackInstanceNotFoundException", "one of them is not there");

        OperationHandle removal = stackSet.removeInstances(
                r -> r.accounts(ONE, TWO).regions(VIRGINIA).deleteStacks());

        assertThatThrownBy(() -> facade.finish(removal)).hasCauseInstanceOf(StackInstanceNotFoundException.class);
    }

    @Test
    void deleteOfWhatIsNotFound_isDone() {
        facade.aws.faults().on("DeleteStackSet").call(1).fails(404, "StackSetNotFoundException", "no such stack set");

        facade.get(facade.stackSets.stackSet("never-was").delete());

        assertThat(facade.aws.calls().count("DeleteStackSet")).isEqualTo(1);
    }
}
