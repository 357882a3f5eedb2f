package dev.stacksets.yaml;

import dev.stacksets.spi.TemplateStore;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.CallAs;

/**
 * What of a stack set is exported. Immutable.
 *
 * @param instances whether its instances are
 * @param templateStore where a template too large for a resource (more than 51,200 bytes) goes; empty, it is refused
 * @param callAs the capacity to write into the template; empty, none
 */
public record ExportOptions(Instances instances, Optional<TemplateStore> templateStore, Optional<CallAs> callAs) {

    /** What of the instances is exported. */
    public enum Instances {
        /** Nothing: the stack set alone. */
        NONE,
        /** Accounts or units, and Regions: one call for every hundred instances. Overrides are not looked at. */
        TARGETS,
        /** These and their parameter overrides: one more call for each instance. */
        WITH_OVERRIDES
    }

    /**
     * The stack set alone.
     *
     * @return the defaults
     */
    public static ExportOptions defaults() {
        return new ExportOptions(Instances.NONE, Optional.empty(), Optional.empty());
    }

    /**
     * Exports instances too.
     *
     * @param which what of them
     * @return a copy
     */
    public ExportOptions instances(Instances which) {
        return new ExportOptions(which, templateStore, callAs);
    }

    /**
     * Says where a template too large for a resource goes.
     *
     * @param store for example the S3TemplateStore of {@code stacksets-s3}
     * @return a copy
     */
    public ExportOptions templateStore(TemplateStore store) {
        return new ExportOptions(instances, Optional.of(store), callAs);
    }

    /**
     * Writes in what capacity the account acts.
     *
     * @param capacity as given to {@code StackSets.builder().callAs(...)}
     * @return a copy
     */
    public ExportOptions callAs(CallAs capacity) {
        return new ExportOptions(instances, templateStore, Optional.of(capacity));
    }
}
