package dev.stacksets.testing.internal.transport;

import dev.stacksets.testing.internal.engine.base.Caller;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads caller and service out of a SigV4 credential scope; signatures are not verified. */
final class SigningScope {

    /** Bounded, or a header that repeats its beginning would be read again from each of them. */
    private static final Pattern SCOPE =
            Pattern.compile("Credential=([^/,\\s]{1,128})/[0-9]{8}/([a-zA-Z0-9-]{1,128})/(?:([a-zA-Z0-9_-]{1,128})/)?");

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final String DEFAULT_REGION = "us-east-1";

    private SigningScope() {}

    static Caller caller(CharSequence authorization, String administratorAccount) {
        Matcher scope = SCOPE.matcher(authorization);
        if (!scope.find()) {
            return new Caller(administratorAccount, DEFAULT_REGION);
        }
        String key = scope.group(1);
        return new Caller(ACCOUNT.matcher(key).matches() ? key : administratorAccount, scope.group(2));
    }

    /** The signing name, such as {@code cloudformation}. */
    static Optional<String> service(CharSequence authorization) {
        Matcher scope = SCOPE.matcher(authorization);
        return scope.find() ? Optional.ofNullable(scope.group(3)) : Optional.empty();
    }
}
