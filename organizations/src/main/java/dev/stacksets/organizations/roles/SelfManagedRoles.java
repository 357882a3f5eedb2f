package dev.stacksets.organizations.roles;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.target.Targets;
import dev.stacksets.text.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The two roles that self-managed stack sets need, as CloudFormation templates made from parameters. Immutable. User guide,
 * "Grant self-managed permissions".
 *
 * <pre>{@code
 * SelfManagedRoles roles = SelfManagedRoles.builder("999988887777")
 *         .targets("111122223333", "444455556666")
 *         .optInRegions("eu-south-1")
 *         .permissions(prerequisites.executionPermissions(cloudFormation, template).join())
 *         .build();
 * Files.writeString(Path.of("administration-role.yaml"), roles.administrationTemplate().body());
 * Files.writeString(Path.of("execution-role.yaml"), roles.executionTemplate().body());
 * }</pre>
 *
 * <p>The administration role is taken by CloudFormation only, on behalf of the administrator account's own stack sets only,
 * and can take the execution role of the targets only. The execution role trusts the administration role only, which must
 * exist before; deleting and recreating that one breaks the trust. Nothing here ever grants administrator access.
 */
public final class SelfManagedRoles {
    /** The name CloudFormation looks for unless a stack set says otherwise. */
    public static final String ADMINISTRATION_ROLE = "AWSCloudFormationStackSetAdministrationRole";

    /** The name CloudFormation looks for unless a stack set says otherwise. */
    public static final String EXECUTION_ROLE = "AWSCloudFormationStackSetExecutionRole";

    private final RoleSettings settings;

    private SelfManagedRoles(RoleSettings settings) {
        this.settings = settings;
    }

    /**
     * Starts with the default names of both roles, no target, every stack set of the account, and an execution role that can
     * work on stacks and nothing else.
     *
     * @param administratorAccount the account that holds the stack sets, 12 digits
     * @return the builder
     * @throws InvalidInputException unless it has 12 digits
     */
    public static Builder builder(String administratorAccount) {
        return new Builder(administratorAccount);
    }

    /**
     * The role in the administrator account.
     *
     * @return a template in YAML
     */
    public TemplateSource.Inline administrationTemplate() {
        return new TemplateSource.Inline(RoleTemplates.administration(settings), "administration role");
    }

    /**
     * The role in every target account.
     *
     * @return a template in YAML
     */
    public TemplateSource.Inline executionTemplate() {
        return new TemplateSource.Inline(RoleTemplates.execution(settings), "execution role");
    }

    /**
     * What the execution role may do.
     *
     * @return as it was built, with what could not be derived
     */
    public ExecutionPermissions permissions() {
        return settings.permissions();
    }

    /** Builds {@link SelfManagedRoles}. Not thread-safe. */
    public static final class Builder {
        private static final Pattern ROLE = Pattern.compile("[\\w+=,.@-]{1,64}");
        private static final Pattern TARGET = Pattern.compile("[0-9]{12}|\\*");
        private static final Pattern STACK_SET = Pattern.compile("[-a-zA-Z0-9*?]{1,128}");
        private static final Pattern ORGANIZATION = Pattern.compile("o-[a-z0-9]{10,32}");
        /** Units are at most five deep. */
        private static final Pattern UNIT_PATH =
                Pattern.compile("o-[a-z0-9]{10,32}/r-[a-z0-9]{4,32}/(ou-[a-z0-9-]{1,64}/){0,5}");

        private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,128}");

        /** All inline policies of a role together, white space left out. IAM quotas page: 10,240, of which ours take 400. */
        private static final int MOST_CHARACTERS = 9_800;

        private static final int MOST_TARGETS = 100;

        private final String administratorAccount;
        private String administrationRole = ADMINISTRATION_ROLE;
        private String executionRole = EXECUTION_ROLE;
        private Set<String> targets = new LinkedHashSet<>();
        private Set<String> stackSets = new LinkedHashSet<>(List.of("*"));
        private Set<String> optInRegions = new LinkedHashSet<>();
        private Optional<String> organization = Optional.empty();
        private Set<String> units = new LinkedHashSet<>();
        private ExecutionPermissions permissions = ExecutionPermissions.none();

        private Builder(String administratorAccount) {
            this.administratorAccount =
                    Targets.accounts(administratorAccount).accounts().iterator().next();
        }

        /**
         * Names the role in the administrator account.
         *
         * @param name 1 to 64 letters, digits and characters of {@code _+=,.@-}
         * @return this builder
         * @throws InvalidInputException for another name
         */
        public Builder administrationRoleName(String name) {
            administrationRole = matching(ROLE, "administrationRoleName", name);
            return this;
        }

        /**
         * Names the role in the target accounts.
         *
         * @param name 1 to 64 letters, digits and characters of {@code _+=,.@-}
         * @return this builder
         * @throws InvalidInputException for another name
         */
        public Builder executionRoleName(String name) {
            executionRole = matching(ROLE, "executionRoleName", name);
            return this;
        }

        /**
         * Sets whose execution role can be taken. Must be set.
         *
         * @param accounts ids of 12 digits, at most 100, which is about what a policy holds; or {@code *} for all, to be
         *     narrowed down by {@link #organization} or {@link #units}
         * @return this builder
         * @throws InvalidInputException for anything else
         */
        public Builder targets(Collection<String> accounts) {
            accounts.forEach(target -> matching(TARGET, "targets", target));
            if (accounts.size() > MOST_TARGETS) {
                throw new InvalidInputException(
                        "targets",
                        accounts.size() + " targets do not fit into the policy of a role, which holds about "
                                + MOST_TARGETS
                                + ": pass targets(\"*\") and narrow it down with units(...) or organization(id).");
            }
            targets = new LinkedHashSet<>(accounts);
            return this;
        }

        /**
         * Sets whose execution role can be taken. Must be set.
         *
         * @param accounts as in {@link #targets(Collection)}
         * @return this builder
         * @throws InvalidInputException for anything else
         */
        public Builder targets(String... accounts) {
            return targets(Arrays.asList(accounts));
        }

        /**
         * Lets only execution roles in accounts of this organization be taken. Condition key {@code aws:ResourceOrgID}.
         *
         * @param id {@code o-...}; unset, that is not looked at
         * @return this builder
         * @throws InvalidInputException if it is none
         */
        public Builder organization(String id) {
            organization = Optional.of(matching(ORGANIZATION, "organization", id));
            return this;
        }

        /**
         * Lets only execution roles in accounts of these units, and of units below them, be taken. Condition key
         * {@code aws:ResourceOrgPaths}.
         *
         * @param organizationPaths as of {@code OrganizationTree.organizationPath}, such as
         *     {@code o-abcdefghij/r-ab12/ou-ab12-11111111/}; unset, that is not looked at
         * @return this builder
         * @throws InvalidInputException if one is none
         */
        public Builder units(String... organizationPaths) {
            units = new LinkedHashSet<>(Arrays.asList(organizationPaths));
            units.forEach(path -> matching(UNIT_PATH, "units", path));
            return this;
        }

        /**
         * Sets which stack sets may use the roles. Condition key {@code aws:SourceArn}, against the confused deputy.
         *
         * @param namePatterns such as {@code iam-*}; unset, every stack set of the administrator account
         * @return this builder
         * @throws InvalidInputException if one is none
         */
        public Builder stackSets(String... namePatterns) {
            stackSets = new LinkedHashSet<>(Arrays.asList(namePatterns));
            stackSets.forEach(pattern -> matching(STACK_SET, "stackSets", pattern));
            return this;
        }

        /**
         * Names the Regions to opt in to where stacks are deployed: CloudFormation has a principal of its own in each. User
         * guide, "Prepare to perform StackSet operations in Regions that are disabled by default".
         *
         * @param regions unset, none
         * @return this builder
         * @throws InvalidInputException if one is no name of a Region
         */
        public Builder optInRegions(String... regions) {
            optInRegions = new LinkedHashSet<>(Arrays.asList(regions));
            optInRegions.forEach(region -> matching(REGION, "optInRegions", region));
            return this;
        }

        /**
         * Sets what the execution role may do beyond working on stacks.
         *
         * @param needed unset, nothing
         * @return this builder
         */
        public Builder permissions(ExecutionPermissions needed) {
            permissions = needed;
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return the roles
         * @throws InvalidInputException if no target is named
         */
        public SelfManagedRoles build() {
            if (targets.isEmpty()) {
                throw new InvalidInputException(
                        "targets",
                        "No target is named: name accounts, or \"*\" together with organization(id) or units(...).");
            }
            checkSize(permissions);
            List<String> principals = new ArrayList<>(List.of("cloudformation.amazonaws.com"));
            optInRegions.forEach(region -> principals.add("cloudformation." + region + ".amazonaws.com"));
            return new SelfManagedRoles(new RoleSettings(
                    administratorAccount,
                    administrationRole,
                    executionRole,
                    List.copyOf(targets),
                    List.copyOf(stackSets),
                    principals,
                    organization,
                    List.copyOf(units),
                    permissions));
        }

        private static void checkSize(ExecutionPermissions permissions) {
            int characters = permissions.statements().stream()
                    .flatMap(statement -> Stream.concat(statement.actions().stream(), statement.resources().stream()))
                    .mapToInt(text -> text.length() + 3)
                    .sum();
            if (characters > MOST_CHARACTERS) {
                throw new InvalidInputException(
                        "permissions",
                        "The permissions take about " + characters + " characters; the policies of a role hold "
                                + MOST_CHARACTERS + ". Combine actions with a star, or make a role for some of the"
                                + " resource types.");
            }
        }

        private static String matching(Pattern pattern, String field, String value) {
            if (!pattern.matcher(value).matches()) {
                throw new InvalidInputException(
                        field,
                        field + " '" + Printable.value(value) + "' is not valid: it must match " + pattern + ".");
            }
            return value;
        }
    }
}
