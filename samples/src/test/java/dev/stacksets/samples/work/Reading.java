package dev.stacksets.samples.work;

import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.TemplateParameter;
import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.organizations.roles.PermissionStatement;
import dev.stacksets.organizations.select.AccountSelector;
import dev.stacksets.organizations.tree.Account;
import dev.stacksets.organizations.tree.AccountState;
import dev.stacksets.organizations.tree.Organization;
import dev.stacksets.organizations.tree.OrganizationTree;
import dev.stacksets.organizations.tree.OrganizationalUnit;
import dev.stacksets.plan.Plan;
import dev.stacksets.s3.S3TemplateStore;
import dev.stacksets.testing.StackSetsSimulator;
import dev.stacksets.testing.fault.Actions;
import dev.stacksets.testing.internal.template.TemplateParser;
import dev.stacksets.testing.organization.OrganizationBuilder;
import dev.stacksets.yaml.FleetFile;
import dev.stacksets.yaml.StackSetTemplate;
import dev.stacksets.yaml.internal.YamlTemplates;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.AccountFilterType;
import software.amazon.awssdk.services.cloudformation.model.PermissionModels;

/** Everything that reads: input of a size is made first, and then read, for which there is a second step. */
enum Reading implements IntFunction<Runnable> {
    FLEET_GROUPS(size -> fleet(lines("  g%1$d: {accounts: ['%2$d'], regions: [us-east-1]}", size))),
    FLEET_ACCOUNTS(size -> fleet("  all: {accounts: [" + listed("'%2$d'", size) + "], regions: [us-east-1]}\n")),
    FLEET_ALIASES(size ->
            fleet("  all: {accounts: [&a '111122223333', " + listed("*a", size) + "], regions: [us-east-1]}\n")),
    FLEET_UNKNOWN_KEYS(size -> refused(() -> FleetFile.parse(lines("key%d: x", size), Path.of("")))),
    FLEET_SCALAR(size -> refused(() -> FleetFile.parse("stackSet: " + "x".repeat(size * 10), Path.of("")))),

    TEMPLATE_RESOURCES(size -> meaning("Resources:\n" + lines("  R%d: {Type: 'AWS::SNS::Topic', Condition: C}", size))),
    TEMPLATE_NUMBERS(size -> meaning("N: 1" + ":1".repeat(size))),
    TEMPLATE_ATTRIBUTE(size -> meaning("N: !GetAtt " + "a.".repeat(size))),
    TEMPLATE_FLOW(size -> meaning("[" + listed("{a: [b, c]}", size) + "]")),

    SIMULATED_METADATA(size -> simulated("Metadata:\n" + lines("  M%d: {a: b, c: [d]}", size))),
    SIMULATED_TRANSFORMS(size -> simulated("Transform: [" + listed("T%d", size) + "]\n")),
    SIMULATED_ALLOWED_VALUES(size -> {
        String values = listed("v%d", size);
        var parameter = TemplateParser.parse("Parameters: {P: {Type: CommaDelimitedList, AllowedValues: [" + values
                        + "]}}\nResources: {T: {Type: 'AWS::SNS::Topic'}}")
                .parameters()
                .values()
                .iterator()
                .next();
        return () -> parameter.violation(listed("v%d", 500));
    }),
    SIMULATED_BLANKS(size -> {
        var parameter = TemplateParser.parse(
                        "Parameters: {P: {Type: CommaDelimitedList, AllowedValues: [a]}}\nResources: {T: {Type: 'AWS::SNS::Topic'}}")
                .parameters()
                .values()
                .iterator()
                .next();
        String value = "a" + " ".repeat(size) + ",a";
        return () -> parameter.violation(value);
    }),
    SIMULATED_DIGITS(size -> simulated("Parameters: {P: {Type: Number, MinValue: " + "9".repeat(size * 10) + "}}\n"
            + "Metadata: {" + listed("M%d: m", size) + "}\n")),
    SIMULATED_ACCOUNT_LIST(Reading::accountList),

    ORGANIZATION_TAGS(
            size -> organization("accounts:\n  - id: '111122223333'\n    tags:\n" + lines("      t%d: v", size))),
    ORGANIZATION_ACCOUNTS(size ->
            organization("accounts:\n" + lines("  - {id: '%2$d', name: name%1$d, email: a%1$d@example.com}", size))),
    ORGANIZATION_UNITS(size -> organization("units:\n" + lines("  - {name: unit%d}", size))),
    ORGANIZATION_DELEGATIONS(size -> organization("accounts:\n" + lines("  - '%2$d'", size)
            + "delegatedAdministrators:\n"
            + lines("  - {account: '%2$d', service: 's%1$d.amazonaws.com'}", size))),
    ORGANIZATION_EMAIL(size -> refusal(
            () -> organization("accounts: [{email: 'a@" + "a.".repeat(size) + " x'}]")
                    .run(),
            size)),

    SELECTOR_OR(size -> selector(alternatives(size))),
    SELECTOR_ACCOUNTS(size -> selector("account " + listed("%2$d", size))),
    SELECTOR_BLANKS(size -> selector("all" + " ".repeat(size * 10))),
    SELECTOR_QUOTES(size -> selector("named '" + "''".repeat(size * 10) + "'")),
    SELECTOR_PATH(size ->
            refusal(() -> AccountSelector.inUnit("Root" + "/a".repeat(size)).from(tree(10, "name"), Map.of()), size)),
    SELECTION(size -> {
        AccountSelector selector = AccountSelector.parse("(in Root or named '*a*') and not account 111122223333");
        OrganizationTree tree = tree(size, "name");
        return () -> selector.from(tree, Map.of()).render();
    }),
    GLOB_NAME(size -> {
        AccountSelector selector = AccountSelector.parse("named '" + "*a".repeat(20) + "b'");
        OrganizationTree tree = tree(1, "a".repeat(size));
        return () -> selector.from(tree, Map.of());
    }),
    GLOB_STARS(size -> {
        AccountSelector selector = AccountSelector.parse("named '" + "*a".repeat(size) + "'");
        OrganizationTree tree = tree(1, "a".repeat(2_000));
        return () -> selector.from(tree, Map.of());
    }),
    ACTION_STARS(size -> {
        String name = "a".repeat(size);
        Actions actions = Actions.named("*ab".repeat(20) + "*");
        return () -> actions.include("cloudformation", name);
    }),

    LIST_ALLOWED(size -> {
        TemplateParameter parameter = new TemplateParameter(
                "P", "CommaDelimitedList", Optional.empty(), false, texts("v%d", size), Optional.empty());
        String value = listed("v%d", size) + " ".repeat(size);
        return () -> parameter.allows(value);
    }),
    STACK_SET_TEMPLATE_GROUPS(size -> {
        StackSetTemplate template = StackSetTemplate.parse(stackSet("OperationPreferences: {RegionOrder: ["
                + listed("eu-%d", size) + "]}\n      StackInstancesGroup:\n"
                + lines("        - {DeploymentTargets: {Accounts: ['%2$d']}, Regions: [eu-%1$d]}", size)));
        return template::deployments;
    }),
    STACK_SET_TEMPLATE_LIST(size -> {
        StackSetTemplate template = StackSetTemplate.parse(
                stackSet("StackInstancesGroup: [{DeploymentTargets: {Accounts: !Ref All}, Regions: [us-east-1]}]")
                        + "Parameters: {All: {Type: CommaDelimitedList}}\n");
        ParameterValue.Plain all = accounts(size);
        return () -> template.deployments(Map.of("All", all));
    }),
    STACK_SET_TEMPLATE_REFERENCES(size -> {
        StackSetTemplate template = StackSetTemplate.parse(stackSet("Tags:\n" + "        - {Key: k, Value: !Ref P}\n"
                        + "      StackInstancesGroup: [{DeploymentTargets: {Accounts: [" + listed("!Ref P", size)
                        + "]}, Regions: [us-east-1]}]")
                + "Parameters:\n  P:\n    Default: '111122223333'\n" + lines("    k%d: v", size));
        return template::deployments;
    }),

    REGION_ORDER(size -> {
        List<String> regions = texts("eu-%d", size);
        OperationPreferences preferences =
                OperationPreferences.builder().regionOrder(regions).build();
        return () -> preferences.within(regions).checkRegionOrder(regions);
    }),
    KEY_PREFIX(size -> refusal(() -> S3TemplateStore.bucket("templates").keyPrefix("a".repeat(size) + "!"), size)),
    IAM_ACTION(size -> refusal(() -> PermissionStatement.allow(List.of("s3:" + "a".repeat(size) + "!"), "*"), size)),
    PLAN(size -> {
        String json = Plans.of(size);
        return () -> Plan.parse(json);
    });

    @SuppressWarnings("ImmutableEnumChecker") // Functions of a size, which keep nothing.
    private final IntFunction<Runnable> ready;

    Reading(IntFunction<Runnable> ready) {
        this.ready = ready;
    }

    @Override
    public Runnable apply(int size) {
        return ready.apply(size);
    }

    private static String lines(String line, int size) {
        return texts(line, size).stream().map(text -> text + "\n").collect(Collectors.joining());
    }

    private static String listed(String element, int size) {
        return String.join(", ", texts(element, size));
    }

    /** With a number, and with that number as an account. */
    private static List<String> texts(String text, int size) {
        return IntStream.range(0, size)
                .mapToObj(number -> String.format(text, number, 100_000_000_000L + number))
                .toList();
    }

    private static Runnable fleet(String groups) {
        String text = "stackSet: s\ntemplateBody: 'Resources: {}'\ngroups:\n" + groups;
        return () -> FleetFile.parse(text, Path.of("")).desired();
    }

    private static Runnable refused(java.util.function.Supplier<FleetFile> read) {
        return () -> refusal(() -> read.get().desired(), 0).run();
    }

    /** Refusing may take a word or two: what it takes is filled up, so that there is something to count. */
    private static Runnable refusal(Runnable work, int filling) {
        return () -> {
            for (int i = 0; i < filling; i++) {
                Work.one();
            }
            try {
                work.run();
            } catch (IllegalArgumentException expected) {
                return;
            }
            throw new AssertionError("not refused");
        };
    }

    private static Runnable meaning(String body) {
        YamlTemplates templates = new YamlTemplates();
        return () -> templates.read(body);
    }

    private static Runnable simulated(String sections) {
        String body = sections + "Resources: {T: {Type: 'AWS::SNS::Topic'}}\n";
        return () -> TemplateParser.parse(body);
    }

    private static Runnable organization(String text) {
        return () -> new OrganizationBuilder().inline(text).build(1, () -> Instant.EPOCH);
    }

    private static String alternatives(int size) {
        return String.join(" or ", texts("named a%d", size));
    }

    private static Runnable selector(String text) {
        return () -> {
            String unused = AccountSelector.parse(text).toString();
        };
    }

    private static OrganizationTree tree(int size, String name) {
        OrganizationalUnit root = OrganizationalUnit.root("r-ab12", "Root");
        return OrganizationTree.of(
                new Organization("o-abcdefghij", "999988887777", true),
                Instant.EPOCH,
                List.of(root),
                texts("%2$d", size).stream()
                        .map(id -> new Account(id, name, AccountState.ACTIVE, Optional.empty(), root))
                        .toList());
    }

    private static ParameterValue.Plain accounts(int size) {
        // A value has at most 4,096 bytes: blanks behind the commas are most of it.
        int blanks = Math.min(size, 3_000);
        return (ParameterValue.Plain) ParameterValue.of("111122223333" + " ".repeat(blanks) + ",444455556666");
    }

    private static String stackSet(String more) {
        return "Resources:\n  S:\n    Type: AWS::CloudFormation::StackSet\n    Properties:\n      StackSetName: s\n"
                + "      PermissionModel: SELF_MANAGED\n      TemplateBody: 'Resources: {}'\n      " + more + "\n";
    }

    private static Runnable accountList(int size) {
        StackSetsSimulator simulator = StackSetsSimulator.builder()
                .organization(builder -> builder.ou("All", unit -> unit.accounts(10)))
                .build();
        CloudFormationClient client = simulator.client();
        client.createStackSet(r -> r.stackSetName("s")
                .templateBody("Resources: {T: {Type: 'AWS::SNS::Topic'}}")
                .permissionModel(PermissionModels.SERVICE_MANAGED)
                .autoDeployment(a -> a.enabled(true).retainStacksOnAccountRemoval(false)));
        simulator.document("https://lists.s3.us-east-1.amazonaws.com/all.csv", listed("%2$d", size));
        String unit = simulator.organization().unit("All");
        return () -> client.createStackInstances(r -> r.stackSetName("s")
                .regions("us-east-1")
                .deploymentTargets(t -> t.organizationalUnitIds(unit)
                        .accountsUrl("https://lists.s3.us-east-1.amazonaws.com/all.csv")
                        .accountFilterType(AccountFilterType.INTERSECTION)));
    }
}
