package dev.stacksets.organizations.roles;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.text.Printable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Some actions that a role may do. IAM user guide, "JSON policy elements".
 *
 * @param actions such as {@code s3:CreateBucket} or {@code s3:Get*}; never all of a service
 * @param resources ARNs with wildcards; may hold {@code ${AWS::Partition}}, {@code ${AWS::AccountId}} and
 *     {@code ${AWS::Region}}
 * @param conditions values by operator and key, for example {@code ArnEquals}, {@code iam:PolicyARN}
 */
public record PermissionStatement(
        SortedSet<String> actions, List<String> resources, Map<String, Map<String, List<String>>> conditions) {
    private static final Pattern ACTION = Pattern.compile("[a-z0-9-]++:[*?]*+[A-Za-z0-9][A-Za-z0-9*?]*+");

    /**
     * Checks and keeps its own copies.
     *
     * @param actions what may be done
     * @param resources on what
     * @param conditions when
     * @throws InvalidInputException if one is no action or all of a service, or nothing is named
     */
    public PermissionStatement {
        if (actions.isEmpty() || resources.isEmpty()) {
            throw new InvalidInputException(
                    "permissions", "A statement names actions and resources, at least one each.");
        }
        actions.forEach(PermissionStatement::check);
        actions = Collections.unmodifiableSortedSet(new TreeSet<>(actions));
        resources = List.copyOf(resources);
        conditions = Collections.unmodifiableMap(new TreeMap<>(conditions));
    }

    private static void check(String action) {
        if (!isGrantable(action)) {
            throw new InvalidInputException(
                    "permissions",
                    "'" + Printable.value(action)
                            + "' cannot be granted: name single actions, such as s3:GetObject or s3:Get*, and not all"
                            + " of a service.");
        }
    }

    /** One action or several of a kind; not everything, and not everything of one service, whose iam:* is everything. */
    static boolean isGrantable(String action) {
        return ACTION.matcher(action).matches();
    }

    /**
     * Whether an action changes who may do what: with it on every resource, a role can give itself or others whatever it
     * wants.
     *
     * @param action such as {@code iam:PutRolePolicy}
     * @return true for all of IAM that does not only read, and for taking roles
     */
    public static boolean isSensitive(String action) {
        String name = action.toLowerCase(Locale.ROOT);
        return name.startsWith("sts:assumerole")
                || (name.startsWith("iam:") && !name.startsWith("iam:get") && !name.startsWith("iam:list"));
    }

    /**
     * Actions on some resources.
     *
     * @param actions at least one
     * @param resources at least one
     * @return the statement
     * @throws InvalidInputException if one is no action or all of a service, or nothing is named
     */
    public static PermissionStatement allow(Collection<String> actions, String... resources) {
        return new PermissionStatement(new TreeSet<>(actions), Arrays.asList(resources), Map.of());
    }

    /**
     * The same under one more condition.
     *
     * @param operator such as {@code ArnEquals}
     * @param key such as {@code iam:PolicyARN}
     * @param values one of them must fit
     * @return narrowed down
     */
    public PermissionStatement when(String operator, String key, String... values) {
        Map<String, Map<String, List<String>>> more = new TreeMap<>(conditions);
        Map<String, List<String>> keys = new LinkedHashMap<>(more.getOrDefault(operator, Map.of()));
        keys.put(key, Arrays.asList(values));
        more.put(operator, keys);
        return new PermissionStatement(actions, resources, more);
    }
}
