package dev.stacksets.internal.client;

import dev.stacksets.operation.OperationToken;
import dev.stacksets.text.Printable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Operations that were begun under another id than the one that was sent. AWS never does that; endpoints that ignore the
 * {@code OperationId} of a request do, moto's among them. What they answered is asked about from then on.
 */
public final class AnsweredIds {
    private static final Logger LOG = LoggerFactory.getLogger(AnsweredIds.class);

    private final Map<OperationToken, String> others = new ConcurrentHashMap<>();

    /** Remembers what the start of an operation was answered with. */
    public void answered(OperationToken token, String operationId) {
        if (!operationId.equals(token.operationId()) && others.putIfAbsent(token, operationId) == null) {
            LOG.warn(
                    "Stack set '{}': the endpoint ignores operation ids, as AWS does not. Operation {} is {} there; only this"
                            + " StackSets knows, so its token is of no use to another, and a lost answer may mean two"
                            + " operations.",
                    token.stackSet(),
                    token.operationId(),
                    Printable.value(operationId));
        }
    }

    /** The id to ask for. */
    String of(OperationToken token) {
        return others.getOrDefault(token, token.operationId());
    }
}
