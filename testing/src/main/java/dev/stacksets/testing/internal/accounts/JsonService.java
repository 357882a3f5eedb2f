package dev.stacksets.testing.internal.accounts;

import dev.stacksets.testing.internal.protocol.AwsError;
import software.amazon.awssdk.core.SdkPojo;

/** A service of the JSON protocols. Guarded by the engine's lock. */
public interface JsonService {

    /**
     * Answers one call.
     *
     * @param caller the calling account
     * @param operation its name
     * @param body its JSON
     * @return the SDK's response shape
     * @throws AwsError for everything the service refuses
     */
    SdkPojo call(String caller, String operation, String body);
}
