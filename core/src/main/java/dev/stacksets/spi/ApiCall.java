package dev.stacksets.spi;

/**
 * One attempt of one call to AWS, before it is sent.
 *
 * @param service the service's signing name, for example {@code cloudformation} or {@code organizations}
 * @param scope whose rate it draws on: what the builder's {@code gateScope} says, {@code ""} unless set
 * @param region the Region it goes to
 * @param action the AWS action, for example {@code DescribeStackSetOperation}
 * @param priority how urgent it is
 * @param repeated whether an attempt of the same call was refused as too fast before: it goes first among its equals
 */
public record ApiCall(String service, String scope, String region, String action, Priority priority, boolean repeated) {

    /** The signing name of CloudFormation, whose calls most of them are. */
    public static final String CLOUD_FORMATION = "cloudformation";

    /** How urgent a call is. More urgent ones go first; none waits for ever. */
    public enum Priority {
        /** Asks AWS to stop an operation. */
        STOP,
        /** Starts or changes something, or asks whether it has begun. */
        MUTATE,
        /** Asks how something stands that somebody waits for. */
        WATCH,
        /** Reads lists, and whatever else can wait. */
        LIST
    }

    /**
     * The same call, sent again.
     *
     * @return repeated
     */
    public ApiCall again() {
        return new ApiCall(service, scope, region, action, priority, true);
    }
}
