package dev.stacksets.internal.validation;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.TemplateSource.Inline;
import dev.stacksets.text.Printable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The service's input rules, checked before a call. Patterns and bounds are those of the CloudFormation API reference
 * (data types of CreateStackSet, CreateStackInstances and StackSetOperationPreferences) and of its quotas page.
 */
public final class Check {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern STACK_SET_NAME = Pattern.compile("[a-zA-Z][-a-zA-Z0-9]{0,127}");
    private static final Pattern ROLE_NAME = Pattern.compile("[a-zA-Z_0-9+=,.@-]{1,64}");
    private static final Pattern ROLE_ARN = Pattern.compile("arn:[a-z-]+:iam::[0-9]{12}:role/.+");
    private static final Pattern STACK_SET_ARN = Pattern.compile(
            "arn:[a-z-]+:cloudformation:[a-zA-Z0-9-]+:[0-9]{12}:stackset/[a-zA-Z][-a-zA-Z0-9]{0,127}:[-a-zA-Z0-9]{36}");
    private static final Pattern STACK_ID = Pattern.compile(
            "arn:[a-z-]+:cloudformation:[a-zA-Z0-9-]+:[0-9]{12}:stack/[a-zA-Z][-a-zA-Z0-9]{0,127}/[-a-zA-Z0-9]+");
    private static final Pattern UNIT = Pattern.compile("ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32}");
    private static final Pattern LIST_URL = Pattern.compile("(s3://|https?://).+");
    private static final Pattern TEMPLATE_URL = Pattern.compile("https://.+|ssm-doc://.+");

    private static final int TEMPLATE_BYTES = Inline.LIMIT;
    private static final int PARAMETERS = 200;
    private static final int PARAMETER_VALUE_BYTES = 4_096;
    private static final int TAGS = 50;
    private static final int STACKS_PER_IMPORT = 10;

    private Check() {}

    /** Refuses unless the condition holds. */
    public static void that(boolean holds, String field, String problem) {
        if (!holds) {
            throw new InvalidInputException(field, problem);
        }
    }

    public static void accounts(Collection<String> accounts) {
        that(!accounts.isEmpty(), "accounts", "No account is named: name at least one target account.");
        accounts.forEach(Check::account);
    }

    public static void account(String account) {
        matches(ACCOUNT, "account", account, "an AWS account id has exactly 12 digits");
    }

    public static void regions(Collection<String> regions) {
        that(!regions.isEmpty(), "regions", "No Region is named: name at least one target Region.");
        regions.forEach(Check::region);
    }

    public static void region(String region) {
        holds(Check::isRegion, "region", region, "a Region name has 1 to 128 letters, digits and hyphens");
    }

    public static void stackSetName(String name) {
        matches(
                STACK_SET_NAME,
                "name",
                name,
                "a stack set name starts with a letter, then letters, digits and hyphens, 128 characters at most");
    }

    public static void stackSetNameOrId(String nameOrId) {
        holds(
                Check::isStackSetNameOrId,
                "stackSet",
                nameOrId,
                "a stack set is named by its name (letters, digits, hyphens, 128 at most) or its id NAME:UUID");
    }

    public static void operationId(String id) {
        idempotencyToken("operationId", id);
    }

    /** Operation ids and client request tokens are of one shape. */
    public static void idempotencyToken(String field, String token) {
        holds(
                Check::isIdempotencyToken,
                field,
                token,
                "it has 1 to 128 letters, digits and hyphens and starts with no hyphen");
    }

    public static void executionRoleName(String name) {
        matches(
                ROLE_NAME,
                "executionRoleName",
                name,
                "a role name (not an ARN) has 1 to 64 letters, digits and characters of _+=,.@-");
    }

    public static void administrationRoleArn(String arn) {
        length("administrationRoleArn", arn, 20, 2048);
        matches(
                ROLE_ARN,
                "administrationRoleArn",
                arn,
                "a role ARN looks like arn:aws:iam::111122223333:role/RoleName");
    }

    /** Who provides the roles decides what else may be said; empty, it stays what it is. */
    public static void permissions(Optional<PermissionModel> model, boolean autoDeployment, boolean roles) {
        that(
                model.filter(PermissionModel.UNKNOWN::equals).isEmpty(),
                "permissionModel",
                "A stack set is SELF_MANAGED or SERVICE_MANAGED.");
        that(
                !autoDeployment
                        || model.filter(PermissionModel.SELF_MANAGED::equals).isEmpty(),
                "autoDeployment",
                "Automatic deployment follows organizational units: only service-managed stack sets have it.");
        that(
                !roles || model.filter(PermissionModel.SERVICE_MANAGED::equals).isEmpty(),
                "permissionModel",
                "AWS makes the roles of a service-managed stack set: name neither administration nor execution role.");
    }

    public static void stackSetArn(String arn) {
        matches(
                STACK_SET_ARN,
                "stackSetArn",
                arn,
                "a stack set ARN looks like arn:aws:cloudformation:us-east-1:111122223333:stackset/NAME:UUID");
    }

    public static void organizationalUnit(String unit) {
        that(
                !unit.startsWith("o-"),
                "organizationalUnit",
                "'" + Printable.value(unit)
                        + "' is an organization; to target all of it name its root, which begins with r-.");
        matches(
                UNIT,
                "organizationalUnit",
                unit,
                "an organizational unit looks like ou-ab12-11111111, a root like r-ab12");
    }

    public static void accountsUrl(String url) {
        listUrl("accountsUrl", url, "a list of accounts is a .csv or .txt file at s3://BUCKET/KEY or https://");
    }

    public static void stackIds(Collection<String> ids) {
        that(!ids.isEmpty(), "stacks", "No stack is named: name at least one stack to import.");
        that(
                ids.size() <= STACKS_PER_IMPORT,
                "stacks",
                ids.size() + " stacks are named; AWS takes at most " + STACKS_PER_IMPORT
                        + " by id. Put up to 200 ids into a file in S3 and pass stacksFrom(url).");
        ids.forEach(Check::stackId);
    }

    public static void stackId(String id) {
        matches(
                STACK_ID,
                "stackId",
                id,
                "a stack id looks like arn:aws:cloudformation:us-east-1:111122223333:stack/NAME/UUID");
    }

    public static void stackIdsUrl(String url) {
        listUrl("stacksUrl", url, "a list of stack ids is a file at s3://BUCKET/KEY or https://");
    }

    /** The query of a presigned address is a credential, which no message may repeat. */
    private static void listUrl(String field, String url, String rule) {
        length(field, url, 1, 5120);
        matches(LIST_URL, field, url.split("\\?", 2)[0], rule);
    }

    public static void description(String description) {
        length("description", description, 1, 1024);
    }

    public static void templateBody(String body) {
        that(!body.isBlank(), "template", "The template is empty.");
        int bytes = utf8(body);
        that(
                bytes <= TEMPLATE_BYTES,
                "template",
                "The template has " + bytes + " bytes; AWS takes at most " + TEMPLATE_BYTES
                        + ", wherever it reads it from. Split it into several stack sets.");
    }

    public static void templateUrl(String url) {
        length("template", url, 1, 5120);
        // The query of a presigned address is a credential, which no message may repeat.
        matches(
                TEMPLATE_URL,
                "template",
                url.split("\\?", 2)[0],
                "a template URL starts with https:// (S3 object) or ssm-doc://");
    }

    public static void parameterKeys(Collection<String> keys) {
        that(
                keys.size() <= PARAMETERS,
                "parameters",
                keys.size() + " parameters are given; a template has at most " + PARAMETERS + ".");
        keys.forEach(key -> length("parameter key", key, 1, 255));
    }

    /** Checks a value without ever putting it into a message. */
    public static void parameterValue(String value) {
        that(
                utf8(value) <= PARAMETER_VALUE_BYTES,
                "parameter value",
                "A parameter value has " + utf8(value) + " bytes; AWS takes at most " + PARAMETER_VALUE_BYTES + ".");
    }

    public static void tags(Map<String, String> tags) {
        that(tags.size() <= TAGS, "tags", tags.size() + " tags are given; a stack set has at most " + TAGS + ".");
        tags.forEach((key, value) -> {
            length("tag key", key, 1, 128);
            length("value of tag '" + key + "'", value, 1, 256);
            that(!key.startsWith("aws:"), "tags", "Tag key '" + key + "' is not valid: the prefix aws: is AWS's own.");
        });
    }

    public static void duration(String field, Duration duration) {
        that(
                duration.compareTo(Duration.ofMillis(1)) >= 0 && duration.compareTo(Duration.ofDays(366)) <= 0,
                field,
                field + " is " + duration + ", but must be from a millisecond to 366 days.");
    }

    public static void between(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new InvalidInputException(
                    field,
                    field + " is " + value + ", but must be "
                            + (most == Integer.MAX_VALUE ? "at least " + least : "from " + least + " to " + most)
                            + ".");
        }
    }

    private static void matches(Pattern pattern, String field, String value, String rule) {
        holds(text -> pattern.matcher(text).matches(), field, value, rule);
    }

    private static void holds(Predicate<String> shape, String field, String value, String rule) {
        Objects.requireNonNull(value, field);
        if (!shape.test(value)) {
            throw new InvalidInputException(
                    field, field + " '" + Printable.value(value) + "' is not valid: " + rule + ".");
        }
    }

    // What names an operation is checked with every call about it, and by hand: a matcher would be half of what the
    // library
    // allocates for a call.

    private static boolean isRegion(String text) {
        return isWord(text, 0, text.length());
    }

    private static boolean isIdempotencyToken(String text) {
        return isWord(text, 0, text.length()) && text.charAt(0) != '-';
    }

    /** A name, or NAME:UUID. */
    private static boolean isStackSetNameOrId(String text) {
        int colon = text.indexOf(':');
        int end = colon < 0 ? text.length() : colon;
        return isWord(text, 0, end) && isLetter(text.charAt(0)) && (colon < 0 || isUuid(text, colon + 1));
    }

    /** The rest of the text is one: 36 characters, four of them hyphens. */
    private static boolean isUuid(String text, int from) {
        if (text.length() != from + 36 || !isWord(text, from, text.length())) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (hyphen != (text.charAt(from + i) == '-')) {
                return false;
            }
        }
        return true;
    }

    /** 1 to 128 letters, digits and hyphens. */
    private static boolean isWord(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char each = text.charAt(i);
            if (!isLetter(each) && (each < '0' || each > '9') && each != '-') {
                return false;
            }
        }
        return from < to && to - from <= 128;
    }

    private static boolean isLetter(char each) {
        return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
    }

    private static void length(String field, String value, int least, int most) {
        if (value.length() < least || value.length() > most) {
            throw new InvalidInputException(
                    field,
                    field + " has " + value.length() + " characters, but must have " + least + " to " + most + ".");
        }
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
