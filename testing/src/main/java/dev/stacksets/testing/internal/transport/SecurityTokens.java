package dev.stacksets.testing.internal.transport;

import dev.stacksets.testing.internal.engine.Caller;
import dev.stacksets.testing.internal.protocol.AwsError;

/** As much of STS as tools ask before they start: who am I. Every account has one user, named simulated. */
final class SecurityTokens {

    static final String SERVICE = "sts";
    static final String VERSION = "2011-06-15";
    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/" + VERSION + "/";

    private SecurityTokens() {}

    static String answer(Caller caller, String action, String requestId) {
        if (!action.equals("GetCallerIdentity")) {
            throw new AwsError(
                    400, "InvalidAction", "The action " + action + " is not valid for this web service: not simulated");
        }
        return "<GetCallerIdentityResponse xmlns=\"" + NAMESPACE + "\"><GetCallerIdentityResult><Arn>arn:aws:iam::"
                + caller.account() + ":user/simulated</Arn><UserId>AIDASIMULATED" + caller.account()
                + "</UserId><Account>"
                + caller.account() + "</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>" + requestId
                + "</RequestId></ResponseMetadata></GetCallerIdentityResponse>";
    }
}
