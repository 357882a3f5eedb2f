package dev.stacksets.testing.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;

/** The errors each action declares. An SDK cannot give a type to any other. */
final class Refusals {

    private static final String BUSY = "OperationInProgressException";
    private static final String REUSED = "OperationIdAlreadyExistsException";
    private static final String NO_SET = "StackSetNotFoundException";
    private static final String NO_INSTANCE = "StackInstanceNotFoundException";
    private static final String NO_OPERATION = "OperationNotFoundException";
    private static final String INVALID = "InvalidOperationException";
    private static final String LIMIT = "LimitExceededException";

    /** DetectStackSetDrift does not declare the reuse of an id, for which no other of its errors would do. */
    private static final Map<String, Set<String>> DECLARED = Map.of(
            "CreateStackInstances", Set.of(NO_SET, BUSY, REUSED, "StaleRequestException", INVALID, LIMIT),
            "UpdateStackInstances", Set.of(NO_SET, NO_INSTANCE, BUSY, REUSED, "StaleRequestException", INVALID),
            "DeleteStackInstances", Set.of(NO_SET, BUSY, REUSED, "StaleRequestException", INVALID),
            "UpdateStackSet", Set.of(NO_SET, NO_INSTANCE, BUSY, REUSED, "StaleRequestException", INVALID),
            "DetectStackSetDrift", Set.of(INVALID, BUSY, NO_SET, REUSED),
            "ImportStacksToStackSet",
                    Set.of(LIMIT, NO_SET, INVALID, BUSY, REUSED, "StackNotFoundException", "StaleRequestException"),
            "StopStackSetOperation", Set.of(NO_SET, NO_OPERATION, INVALID),
            "DeleteStackSet", Set.of("StackSetNotEmptyException", BUSY),
            "CreateStackSet", Set.of("NameAlreadyExistsException", "CreatedButModifiedException", LIMIT));

    private Refusals() {}

    /** Makes a call; false when the service refused it as it may. */
    static boolean accepted(String action, Runnable call) {
        try {
            call.run();
            return true;
        } catch (CompletionException thrown) {
            if (!(thrown.getCause() instanceof CloudFormationException refusal)) {
                throw thrown;
            }
            String code = refusal.awsErrorDetails().errorCode();
            assertThat(code.equals("ValidationError")
                            || DECLARED.getOrDefault(action, Set.of()).contains(code))
                    .as("%s answers %s: %s", action, code, refusal.getMessage())
                    .isTrue();
            return false;
        }
    }
}
