package dev.stacksets.error;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The template does what must be acknowledged first. The message names the resources and the call to add. */
public final class InsufficientCapabilitiesException extends ServiceException {
    private static final long serialVersionUID = 1L;

    private final TreeSet<String> required;
    private final @Nullable String reason;

    /**
     * Creates the exception.
     *
     * @param error AWS's answer
     * @param required the capabilities to acknowledge, as AWS words them
     * @param reason which resources need them, or null if AWS could not be asked
     */
    public InsufficientCapabilitiesException(ServiceError error, Set<String> required, @Nullable String reason) {
        super(error);
        this.required = new TreeSet<>(required);
        this.reason = reason;
    }

    /**
     * The capabilities to acknowledge.
     *
     * @return as AWS words them, for example {@code CAPABILITY_NAMED_IAM}
     */
    public Set<String> required() {
        return Collections.unmodifiableSet(required);
    }

    /**
     * Which resources of the template need them.
     *
     * @return AWS's sentence with the resource types, or empty if AWS could not be asked
     */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }
}
