package dev.stacksets.operation;

import dev.stacksets.internal.validation.Check;
import java.util.Optional;
import org.immutables.value.Value;

/** What every request that starts an operation has: preferences, and an operation id if the caller chooses it. */
public interface OperationSpec {

    /**
     * How AWS paces the operation.
     *
     * @return the preferences; AWS's defaults unless set
     */
    @Value.Default
    default OperationPreferences preferences() {
        return OperationPreferences.defaults();
    }

    /**
     * The operation's id, if the caller chooses it. The same request under the same id, sent again by any process, is the
     * same operation: it is adopted if AWS has it already, and refused if what AWS has under that id is something else: at
     * once as far as AWS tells, at the latest when it has ended and all its instances are known. Templates, parameter values
     * and overrides are not compared: AWS keeps none of them with an operation.
     *
     * @return 1 to 128 letters, digits and hyphens, unique within the stack set; empty for a random one
     */
    Optional<String> operationId();

    /** Refuses what the service would refuse. */
    @Value.Check
    default void check() {
        operationId().ifPresent(Check::operationId);
    }

    /**
     * How the builders of all such requests take preferences and an id.
     *
     * @param <B> the builder itself
     */
    interface Settings<B> extends OperationPreferences.Settings<B> {
        /**
         * Chooses the operation's id, so that the request can be sent again and still is one operation.
         *
         * @param operationId 1 to 128 letters, digits and hyphens, no hyphen first, unique within the stack set
         * @return this builder
         */
        B operationId(String operationId);
    }
}
