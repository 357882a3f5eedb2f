package dev.stacksets.internal.planning;

import dev.stacksets.definition.DriftStatus;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.StackSetStatus;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.TargetGroup;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.DetailedStatus;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.InstanceStatus;
import dev.stacksets.target.StackInstance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Stack sets wanted and found, for tests of planning. */
public final class Fleets {
    public static final String TEMPLATE = "Resources: {A: {Type: AWS::SNS::Topic}}";
    public static final Templates TEXT_ONLY = new Templates(Optional.empty());

    private Fleets() {}

    public static String account(int number) {
        return String.format("%012d", number);
    }

    public static String region(int number) {
        return String.format("region-%02d", number);
    }

    public static DesiredStackSet desired(Consumer<DesiredStackSet.Builder> content) {
        DesiredStackSet.Builder desired =
                DesiredStackSet.builder().definition("base", d -> d.template(TemplateSource.inline(TEMPLATE)));
        content.accept(desired);
        return desired.build();
    }

    /** What AWS would show of a stack set with that template. */
    public static StackSetDescription.Builder found() {
        return StackSetDescription.builder()
                .name("base")
                .id("base:11111111-2222-3333-4444-555555555555")
                .status(StackSetStatus.ACTIVE)
                .templateBody(Optional.of(TEMPLATE))
                .permissionModel(PermissionModel.SELF_MANAGED)
                .managedExecution(false);
    }

    public static StackInstance instance(
            int account, int region, InstanceStatus status, Map<String, String> overrides) {
        return instance(account, region, status, DetailedStatus.SUCCEEDED, "op", Optional.of(overrides));
    }

    public static StackInstance instance(
            int account,
            int region,
            InstanceStatus status,
            DetailedStatus detailed,
            String lastOperation,
            Optional<Map<String, String>> overrides) {
        return new StackInstance(
                new InstanceId(account(account), region(region)),
                status,
                detailed,
                detailed.name(),
                Optional.empty(),
                Optional.of("arn:stack"),
                Optional.empty(),
                DriftStatus.NOT_CHECKED,
                Optional.empty(),
                Optional.of(lastOperation),
                overrides);
    }

    public static Plan plan(DesiredStackSet desired, StackSetDescription found, StackInstance... instances) {
        return plan(desired, Optional.of(found), List.of(instances));
    }

    public static Plan plan(
            DesiredStackSet desired, Optional<StackSetDescription> found, List<StackInstance> instances) {
        return Planner.plan(
                desired,
                new Situation(desired, resolved(desired), instances),
                new Live(
                        "us-east-1",
                        Optional.of("999988887777"),
                        found,
                        found.map(any -> "op"),
                        Optional.empty(),
                        Map.of(),
                        List.of()),
                TEXT_ONLY);
    }

    public static List<ResolvedGroup> resolved(DesiredStackSet desired) {
        return desired.groups().stream().map(Fleets::resolved).toList();
    }

    private static ResolvedGroup resolved(TargetGroup group) {
        Map<String, String> accounts = new TreeMap<>();
        ((AccountList.Accounts) group.targets()).accounts().forEach(account -> accounts.put(account, ""));
        return new ResolvedGroup(group, accounts);
    }
}
