package dev.stacksets.internal.resilience;

import dev.stacksets.operation.OperationToken;
import java.util.Optional;

/**
 * What a call was about, for the message if it fails.
 *
 * @param service who was called, as messages say it
 * @param action the AWS action
 * @param stackSet the stack set's name or id
 * @param token the operation concerned
 * @param redaction takes out what the request carried and no message may repeat
 */
public record CallContext(
        String service, String action, Optional<String> stackSet, Optional<OperationToken> token, Redaction redaction) {
    private static final String OURS = "StackSets";

    /** A call of another service than CloudFormation. */
    public static CallContext ofService(String service, String action) {
        return new CallContext(service, action, Optional.empty(), Optional.empty(), Redaction.NONE);
    }

    /** A call about no stack set in particular. */
    public static CallContext of(String action) {
        return ofService(OURS, action);
    }

    /** A call about one stack set. */
    public static CallContext of(String action, String stackSet) {
        return new CallContext(OURS, action, Optional.of(stackSet), Optional.empty(), Redaction.NONE);
    }

    /** A call about one operation. */
    public static CallContext of(String action, OperationToken token) {
        return new CallContext(OURS, action, Optional.of(token.stackSet()), Optional.of(token), Redaction.NONE);
    }

    /** The same call, carrying secrets. */
    public CallContext withSecrets(Redaction secrets) {
        return new CallContext(service, action, stackSet, token, secrets);
    }

    /** Where it happened, as messages begin. */
    String where() {
        return stackSet.map(name -> "Stack set '" + name + "'").orElse(service)
                + token.map(operation -> ", operation " + operation.operationId())
                        .orElse("");
    }
}
