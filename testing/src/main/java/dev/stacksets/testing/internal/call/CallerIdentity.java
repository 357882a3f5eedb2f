package dev.stacksets.testing.internal.call;

import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.protocol.AwsError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.LocationTrait;

/**
 * As much of STS as tools ask before they start: who am I. Every account has one user, named simulated. A shape like
 * the SDK's own, since the SDK module of STS is not on the class path.
 *
 * @param members by name
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html">GetCallerIdentity</a>
 */
public record CallerIdentity(Map<String, String> members) implements SdkPojo {

    /** The signing name. */
    public static final String SERVICE = "sts";

    private static final List<SdkField<?>> FIELDS = Stream.of("Arn", "UserId", "Account")
            .<SdkField<?>>map(CallerIdentity::field)
            .toList();

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
        return new CallerIdentity(Map.of(
                "Arn", "arn:aws:iam::" + caller.account() + ":user/simulated",
                "UserId", "AIDASIMULATED" + caller.account(),
                "Account", caller.account()));
    }

    CallerIdentity with(String member, String value) {
        Map<String, String> changed = new LinkedHashMap<>(members);
        changed.replace(member, value);
        return new CallerIdentity(changed);
    }

    private static SdkField<String> field(String name) {
        return SdkField.<String>builder(MarshallingType.STRING)
                .memberName(name)
                .getter(identity -> ((CallerIdentity) identity).members().getOrDefault(name, ""))
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
