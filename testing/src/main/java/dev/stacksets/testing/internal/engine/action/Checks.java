package dev.stacksets.testing.internal.engine.action;

import dev.stacksets.testing.internal.engine.base.Errors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** Collects broken constraints of one request and refuses them together, worded as AWS does. */
public final class Checks {

    public static final Pattern NAME = Pattern.compile("[a-zA-Z][-a-zA-Z0-9]*");
    static final Pattern NAME_OR_ID = Pattern.compile(
            "[a-zA-Z][-a-zA-Z0-9]*(?::[a-zA-Z0-9]{8}-[a-zA-Z0-9]{4}-[a-zA-Z0-9]{4}-[a-zA-Z0-9]{4}-[a-zA-Z0-9]{12})?");
    static final Pattern TOKEN = Pattern.compile("[a-zA-Z0-9][-a-zA-Z0-9]*");
    public static final Pattern ACCOUNT = Pattern.compile("^[0-9]{12}$");
    static final Pattern REGION = Pattern.compile("^[a-zA-Z0-9-]{1,128}$");
    static final Pattern ROLE_NAME = Pattern.compile("[a-zA-Z_0-9+=,.@-]+");
    private static final Pattern UNIT = Pattern.compile("^(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$");
    private static final Pattern URL = Pattern.compile("(s3://|http(s?)://).+");
    private static final int LONGEST_URL = 5120;
    private static final int MAX_TAGS = 50;

    private final List<String> broken = new ArrayList<>();

    public Checks stackSetName(@Nullable String value) {
        return required("stackSetName", value)
                .pattern("stackSetName", value, NAME)
                .length("stackSetName", value, 128);
    }

    Checks stackSetNameOrId(@Nullable String value) {
        return required("stackSetName", value).pattern("stackSetName", value, NAME_OR_ID);
    }

    public Checks token(String member, @Nullable String value) {
        return pattern(member, value, TOKEN).length(member, value, 128);
    }

    public Checks required(String member, @Nullable Object value) {
        return value == null ? add("null", member, "Member must not be null") : this;
    }

    Checks pattern(String member, @Nullable String value, Pattern pattern) {
        if (value != null && !pattern.matcher(value).matches()) {
            add(quoted(value), member, "Member must satisfy regular expression pattern: " + pattern);
        }
        return this;
    }

    public Checks length(String member, @Nullable String value, int most) {
        if (value != null && value.isEmpty()) {
            add("''", member, "Member must have length greater than or equal to 1");
        }
        if (value != null && value.length() > most) {
            add(quoted(value), member, "Member must have length less than or equal to " + most);
        }
        return this;
    }

    Checks url(String member, @Nullable String value) {
        return pattern(member, value, URL).length(member, value, LONGEST_URL);
    }

    Checks roles(@Nullable String administrationRoleArn, @Nullable String executionRoleName) {
        if (administrationRoleArn != null && administrationRoleArn.length() < 20) {
            add(
                    quoted(administrationRoleArn),
                    "administrationRoleARN",
                    "Member must have length greater than or equal to 20");
        }
        return length("administrationRoleARN", administrationRoleArn, 2048)
                .pattern("executionRoleName", executionRoleName, ROLE_NAME)
                .length("executionRoleName", executionRoleName, 64);
    }

    /** An enum, as text: SDKs turn values they do not know into one that says nothing. */
    Checks oneOf(String member, @Nullable String value, Collection<?> known) {
        if (value != null && known.stream().noneMatch(one -> one.toString().equals(value))) {
            add(quoted(value), member, "Member must satisfy enum value set: " + known);
        }
        return this;
    }

    Checks eachOf(String member, Collection<String> values, Collection<?> known) {
        values.forEach(value -> oneOf(member, value, known));
        return this;
    }

    Checks atMost(String member, Collection<?> values, int most) {
        return values.size() > most
                ? add(
                        "with " + values.size() + " members",
                        member,
                        "Member must have length less than or equal to " + most)
                : this;
    }

    public Checks units(String member, Collection<String> units) {
        units.forEach(unit -> pattern(member, unit, UNIT));
        return this;
    }

    public Checks capabilities(List<String> values) {
        return eachOf("capabilities", values, Capability.knownValues());
    }

    public Checks tags(List<Tag> tags) {
        atMost("tags", tags, MAX_TAGS);
        for (Tag tag : tags) {
            required("tags.member.key", tag.key()).length("tags.member.key", tag.key(), 128);
            required("tags.member.value", tag.value()).length("tags.member.value", tag.value(), 256);
            if (tag.key() != null && tag.key().startsWith("aws:")) {
                throw Errors.validation("aws: prefixed tag key names are not allowed for external use.");
            }
        }
        return this;
    }

    public Checks range(String member, @Nullable Integer value, int least, int most) {
        if (value != null && value < least) {
            add("'" + value + "'", member, "Member must have value greater than or equal to " + least);
        }
        if (value != null && value > most) {
            add("'" + value + "'", member, "Member must have value less than or equal to " + most);
        }
        return this;
    }

    public Checks accounts(Collection<String> accounts) {
        if (accounts.stream().anyMatch(account -> !ACCOUNT.matcher(account).matches())) {
            add(
                    quoted(accounts.toString()),
                    "accounts",
                    "Member must satisfy constraint: [Member must have length less than or equal to 12, Member must have"
                            + " length greater than or equal to 12, Member must satisfy regular expression pattern: "
                            + ACCOUNT + "]");
        }
        return this;
    }

    public Checks regions(String member, Collection<String> regions) {
        if (regions.stream().anyMatch(region -> !REGION.matcher(region).matches())) {
            add(
                    quoted(regions.toString()),
                    member,
                    "Member must satisfy constraint: [Member must satisfy regular expression pattern: " + REGION + "]");
        }
        return this;
    }

    void refuseIfBroken() {
        if (!broken.isEmpty()) {
            throw Errors.validation(broken.size() + (broken.size() == 1 ? " validation error" : " validation errors")
                    + " detected: " + String.join("; ", broken));
        }
    }

    private Checks add(String value, String member, String constraint) {
        broken.add("Value " + value + " at '" + member + "' failed to satisfy constraint: " + constraint);
        return this;
    }

    private static String quoted(String value) {
        return "'" + Errors.shortened(value) + "'";
    }
}
