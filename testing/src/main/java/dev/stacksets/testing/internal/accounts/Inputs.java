package dev.stacksets.testing.internal.accounts;

import dev.stacksets.testing.internal.protocol.AwsError;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Members of Organizations requests, checked against the service model. */
final class Inputs {

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]++@[^\\s@][^\\s@.]*+\\.[^\\s@]++");
    private static final Pattern ACCOUNT_NAME = Pattern.compile("[\\u0020-\\u007E]+");
    private static final Pattern ROLE = Pattern.compile("[\\w+=,.@-]{1,64}");
    private static final Pattern SERVICE = Pattern.compile("[\\w+=,.@-]*");

    private Inputs() {}

    static String required(String member, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw OrganizationsErrors.invalidInput("INPUT_REQUIRED", "You must specify " + member);
        }
        return value;
    }

    static String account(@Nullable String value) {
        return matching("AccountId", ACCOUNT, required("AccountId", value));
    }

    static String email(@Nullable String value) {
        return matching("Email", EMAIL, between("Email", 6, 64, required("Email", value)));
    }

    static String accountName(@Nullable String value) {
        return matching("AccountName", ACCOUNT_NAME, between("AccountName", 1, 50, required("AccountName", value)));
    }

    static void role(@Nullable String value) {
        if (value != null && !ROLE.matcher(value).matches()) {
            throw OrganizationsErrors.invalidInput("INVALID_ROLE_NAME", "You provided an invalid role name.");
        }
    }

    static String unitName(@Nullable String value) {
        return between("Name", 1, 128, required("Name", value));
    }

    static String service(@Nullable String value) {
        return matching(
                "ServicePrincipal", SERVICE, between("ServicePrincipal", 1, 128, required("ServicePrincipal", value)));
    }

    private static String matching(String member, Pattern pattern, String value) {
        if (!pattern.matcher(value).matches()) {
            throw OrganizationsErrors.invalidInput(
                    "INVALID_PATTERN", "The value of " + member + " does not match " + pattern);
        }
        return value;
    }

    private static String between(String member, int least, int most, String value) {
        if (value.length() < least) {
            throw length("MIN_LENGTH_EXCEEDED", member, least, most);
        }
        if (value.length() > most) {
            throw length("MAX_LENGTH_EXCEEDED", member, least, most);
        }
        return value;
    }

    private static AwsError length(String reason, String member, int least, int most) {
        return OrganizationsErrors.invalidInput(
                reason, "The length of " + member + " must be between " + least + " and " + most);
    }
}
