package dev.stacksets.testing.internal.call;

import dev.stacksets.testing.internal.engine.Caller;
import dev.stacksets.testing.internal.protocol.AwsError;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.LocationTrait;

/**
 * As much of STS as tools ask before they start: who am I. Every account has one user, named simulated. A shape like
 * the SDK's own, since the SDK module of STS is not on the class path.
 *
 * @param caller who asks
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html">GetCallerIdentity</a>
 */
public record CallerIdentity(Caller caller) implements SdkPojo {

    /** The signing name. */
    public static final String SERVICE = "sts";

    private static final List<SdkField<?>> FIELDS = List.of(
            field("Arn", caller -> "arn:aws:iam::" + caller.account() + ":user/simulated"),
            field("UserId", caller -> "AIDASIMULATED" + caller.account()),
            field("Account", Caller::account));

    /**
     * Answers an action of STS.
     *
     * @param caller who asks
     * @param action the only one there is, {@code GetCallerIdentity}
     * @return who asks
     * @throws AwsError code {@code InvalidAction} for any other
     */
    public static CallerIdentity answer(Caller caller, String action) {
        if (!action.equals("GetCallerIdentity")) {
            throw new AwsError(
                    400, "InvalidAction", "The action " + action + " is not valid for this web service: not simulated");
        }
        return new CallerIdentity(caller);
    }

    private static SdkField<String> field(String name, Function<Caller, String> value) {
        return SdkField.<String>builder(MarshallingType.STRING)
                .memberName(name)
                .getter(identity -> value.apply(((CallerIdentity) identity).caller()))
                .traits(LocationTrait.builder()
                        .location(MarshallLocation.PAYLOAD)
                        .locationName(name)
                        .unmarshallLocationName(name)
                        .build())
                .build();
    }

    @Override
    public List<SdkField<?>> sdkFields() {
        return FIELDS;
    }
}
