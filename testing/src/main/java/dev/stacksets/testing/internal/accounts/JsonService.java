package dev.stacksets.testing.internal.accounts;

import dev.stacksets.testing.internal.protocol.AwsError;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/** A service of the JSON protocols. Guarded by the engine's lock unless said otherwise. */
public interface JsonService {

    /**
     * Reads a request; needs no lock.
     *
     * @param operation its name
     * @param body its JSON
     * @return the SDK's request shape
     * @throws AwsError for what is no request of that operation
     */
    Object read(String operation, String body);

    /**
     * Answers one call.
     *
     * @param caller the calling account
     * @param operation its name
     * @param request what {@link #read} gave, or throws what it threw
     * @return the SDK's response shape
     * @throws AwsError for everything the service refuses
     */
    SdkPojo call(String caller, String operation, Supplier<Object> request);
}
