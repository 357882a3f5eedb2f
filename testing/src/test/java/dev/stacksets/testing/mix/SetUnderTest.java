package dev.stacksets.testing.mix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.testing.mix.Asked.Defined;
import dev.stacksets.testing.mix.Asked.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.AccountFilterType;
import software.amazon.awssdk.services.cloudformation.model.ConcurrencyMode;
import software.amazon.awssdk.services.cloudformation.model.DeploymentTargets;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;
import software.amazon.awssdk.services.cloudformation.model.StackInstance;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationSummary;

/** One stack set: random calls on it, and what the model says must come of them. */
final class SetUnderTest {

    private static final List<String> TEMPLATES = List.of(template("one"), template("two"));

    private static String template(String description) {
        return "Description: " + description + "\nParameters:\n  Env: {Type: String, Default: dev}\n"
                + "Resources:\n  Topic: {Type: AWS::SNS::Topic}\n";
    }

    /** What a request names, and which pairs that is when somebody asks. */
    private record Chosen(
            List<String> accounts,
            @Nullable DeploymentTargets targets,
            List<String> regions,
            Supplier<Set<String>> pairs) {}

    private final String name;
    private final RandomMix mix;
    private final Random random;
    private final boolean serviceManaged;
    private final CloudFormationAsyncClient client;
    private final Map<String, SetModel> models = new HashMap<>();
    private final Set<String> units = new TreeSet<>();
    private final boolean managed;
    private final boolean follows;
    private String id = "";
    private int submitted;
    private int created;

    SetUnderTest(String name, RandomMix mix, boolean serviceManaged) {
        this.name = name;
        this.mix = mix;
        this.random = mix.random();
        this.serviceManaged = serviceManaged;
        this.managed = random.nextBoolean();
        this.follows = !name.equals("self") && !name.equals("units");
        this.client = mix.aws()
                .asyncClient(
                        mix.aws().organization().managementAccount(),
                        random.nextBoolean() ? Region.US_EAST_1 : Region.EU_WEST_1);
        create();
    }

    private void create() {
        boolean retains = follows && random.nextBoolean();
        String token = name + "-" + ++created;
        id = client.createStackSet(r -> {
                    r.stackSetName(name)
                            .clientRequestToken(token)
                            .templateBody(TEMPLATES.get(0))
                            .managedExecution(m -> m.active(managed));
                    if (serviceManaged) {
                        r.permissionModel("SERVICE_MANAGED")
                                .autoDeployment(a -> a.enabled(follows).retainStacksOnAccountRemoval(retains));
                    }
                })
                .join()
                .stackSetId();
        models.put(
                id, new SetModel(mix.world(), new Defined(TEMPLATES.get(0), "dev"), serviceManaged, managed, retains));
        mix.known(id, this);
    }

    /** Deploys to units at once, so that automatic deployment has something to follow. */
    SetUnderTest follow(List<String> paths) {
        units.addAll(paths);
        deploy(unitsChosen(paths, List.of(), null, List.of("eu-west-1", "us-east-1")), calmPreferences());
        mix.aws().time().runUntilIdle();
        return this;
    }

    String name() {
        return name;
    }

    Collection<String> units() {
        return units;
    }

    SetModel model(String stackSetId) {
        return Objects.requireNonNull(models.get(stackSetId));
    }

    private SetModel model() {
        return model(id);
    }

    void act() {
        switch (random.nextInt(11)) {
            case 0, 1, 2 -> deploy(chosen(), preferences());
            case 3, 4 -> remove(chosen());
            case 5 -> updateInstances(chosen());
            case 6 -> updateSet();
            case 7 -> detectDrift();
            case 8 -> importStack();
            case 9 -> stopSomething();
            default -> readOrDelete();
        }
    }

    private void start(String action, Asked asked, Call call) {
        SetModel model = model();
        boolean free = model.isManaged() || !model.isBusy();
        String operation = nextId();
        if (Refusals.accepted(action, () -> call.make(operation))) {
            assertThat(free).as("%s accepted by a busy set", action).isTrue();
            model.accepted(operation, asked);
            assertThat(Refusals.accepted(action, () -> call.make(operation)))
                    .as("%s accepted twice under one id", action)
                    .isFalse();
        } else if (!serviceManaged && (asked.kind() == Kind.CREATE || asked.kind() == Kind.DELETE)) {
            assertThat(free)
                    .as("%s refused though nothing speaks against it", action)
                    .isFalse();
        }
    }

    private interface Call {
        Object make(String operationId);
    }

    /** Left to the SDK, ids would be random. */
    private String nextId() {
        return name + "-op-" + ++submitted;
    }

    private void deploy(Chosen chosen, StackSetOperationPreferences preferences) {
        List<Parameter> overrides = random.nextInt(3) == 0 ? List.of(env()) : null;
        Asked asked = Asked.of(Kind.CREATE, preferences, set -> chosen.pairs().get())
                .overriding(now ->
                        overrides == null ? now : Map.of("Env", overrides.get(0).parameterValue()));
        start(
                "CreateStackInstances",
                asked,
                operation -> client.createStackInstances(r -> r.stackSetName(name)
                                .operationId(operation)
                                .accounts(chosen.accounts())
                                .deploymentTargets(chosen.targets())
                                .regions(chosen.regions())
                                .parameterOverrides(overrides)
                                .operationPreferences(preferences))
                        .join());
    }

    private void updateInstances(Chosen chosen) {
        StackSetOperationPreferences preferences = preferences();
        List<Parameter> overrides = random.nextBoolean() ? List.of() : List.of(keepEnv());
        Asked asked = Asked.of(Kind.UPDATE, preferences, set -> chosen.pairs().get())
                .overriding(now -> overrides.isEmpty() ? Map.of() : now);
        start(
                "UpdateStackInstances",
                asked,
                operation -> client.updateStackInstances(r -> r.stackSetName(name)
                                .operationId(operation)
                                .accounts(chosen.accounts())
                                .deploymentTargets(chosen.targets())
                                .regions(chosen.regions())
                                .parameterOverrides(overrides)
                                .operationPreferences(preferences))
                        .join());
    }

    private void remove(Chosen chosen) {
        StackSetOperationPreferences preferences = preferences();
        boolean retain = random.nextBoolean();
        Asked asked =
                Asked.of(Kind.DELETE, preferences, set -> chosen.pairs().get()).retaining(retain);
        start(
                "DeleteStackInstances",
                serviceManaged ? asked.learningTargets() : asked,
                operation -> client.deleteStackInstances(r -> r.stackSetName(name)
                                .operationId(operation)
                                .accounts(chosen.accounts())
                                .deploymentTargets(chosen.targets())
                                .regions(chosen.regions())
                                .retainStacks(retain)
                                .operationPreferences(preferences))
                        .join());
    }

    private void updateSet() {
        StackSetOperationPreferences preferences = preferences();
        boolean newTemplate = random.nextInt(3) == 0;
        String body = TEMPLATES.get(random.nextInt(TEMPLATES.size()));
        List<Parameter> parameters = random.nextBoolean() ? List.of(env()) : null;
        Chosen subset = random.nextInt(3) == 0 ? chosen() : null;
        Asked asked = Asked.of(
                Kind.UPDATE_SET,
                preferences,
                set -> subset == null
                        ? set.instances().keySet()
                        : subset.pairs().get());
        if (newTemplate || parameters != null) {
            asked = asked.changing(was -> new Defined(
                    newTemplate ? body : was.template(),
                    parameters == null ? "dev" : parameters.get(0).parameterValue()));
        }
        start(
                "UpdateStackSet",
                asked,
                operation -> client.updateStackSet(r -> {
                            r.stackSetName(name)
                                    .operationId(operation)
                                    .parameters(parameters)
                                    .operationPreferences(preferences);
                            if (newTemplate) {
                                r.templateBody(body);
                            } else {
                                r.usePreviousTemplate(true);
                            }
                            if (subset != null) {
                                r.accounts(subset.accounts())
                                        .deploymentTargets(subset.targets())
                                        .regions(subset.regions());
                            }
                        })
                        .join());
    }

    private void detectDrift() {
        StackSetOperationPreferences preferences = preferences();
        start(
                "DetectStackSetDrift",
                Asked.of(Kind.DRIFT, preferences, set -> set.instances().keySet()),
                operation -> client.detectStackSetDrift(
                                r -> r.stackSetName(name).operationId(operation).operationPreferences(preferences))
                        .join());
    }

    private void importStack() {
        List<String> paths = mix.some(Staff.UNITS);
        List<String> there = serviceManaged ? List.copyOf(mix.staff().under(paths)) : mix.someAccounts();
        if (there.isEmpty()) {
            return;
        }
        String account = there.get(random.nextInt(there.size()));
        String region = mix.some(RandomMix.REGIONS).get(0);
        Defined stack =
                new Defined(TEMPLATES.get(random.nextInt(TEMPLATES.size())), random.nextBoolean() ? "dev" : "prod");
        String stackId = mix.aws()
                .existingStack(account, Region.of(region), "old", stack.template(), Map.of("Env", stack.env()));
        Set<String> key = Set.of(account + "/" + region);
        start(
                "ImportStacksToStackSet",
                Asked.of(Kind.IMPORT, StackSetOperationPreferences.builder().build(), set -> key)
                        .importing(stack),
                operation -> client.importStacksToStackSet(r -> {
                            r.stackSetName(name).operationId(operation).stackIds(stackId);
                            if (serviceManaged) {
                                r.organizationalUnitIds(mix.staff().ids(paths));
                            }
                        })
                        .join());
    }

    private void stopSomething() {
        List<OperationModel> all = List.copyOf(model().operations());
        if (all.isEmpty()) {
            return;
        }
        OperationModel one = all.get(random.nextInt(all.size()));
        boolean unfinished = one.isUnfinished();
        boolean accepted = Refusals.accepted(
                "StopStackSetOperation",
                () -> client.stopStackSetOperation(r -> r.stackSetName(name).operationId(one.id()))
                        .join());
        assertThat(accepted)
                .as("stop of %s, which is %s", one.id(), one.status())
                .isEqualTo(unfinished);
    }

    private void readOrDelete() {
        requireListsBehind();
        boolean empty = model().instances().isEmpty() && !model().isBusy();
        if (!follows && random.nextBoolean() && model().isWatchable()) {
            boolean deleted = Refusals.accepted(
                    "DeleteStackSet",
                    () -> client.deleteStackSet(r -> r.stackSetName(name)).join());
            assertThat(deleted).as("deletion of %s", name).isEqualTo(empty);
            if (deleted) {
                create();
            }
        }
    }

    /** Lists may lag, but show nothing that never was. */
    private void requireListsBehind() {
        Map<String, OperationModel> known =
                model().operations().stream().collect(Collectors.toMap(OperationModel::id, operation -> operation));
        for (StackSetOperationSummary summary :
                client.listStackSetOperations(r -> r.stackSetName(id)).join().summaries()) {
            assertThat(known).containsKey(summary.operationId());
            assertThat(Objects.requireNonNull(known.get(summary.operationId())).statuses())
                    .as("statuses of %s", summary.operationId())
                    .contains(summary.statusAsString());
        }
    }

    private Chosen chosen() {
        List<String> regions = mix.some(RandomMix.REGIONS);
        if (!serviceManaged) {
            List<String> accounts = mix.someAccounts();
            return new Chosen(accounts, null, regions, () -> Staff.pairs(accounts, regions));
        }
        List<String> paths = follows ? List.copyOf(units) : mix.some(List.of(Staff.A, Staff.DEEP, Staff.B));
        AccountFilterType filter = switch (random.nextInt(4)) {
            case 0 -> AccountFilterType.INTERSECTION;
            case 1 -> AccountFilterType.DIFFERENCE;
            default -> null;
        };
        return unitsChosen(
                paths, filter == null ? List.of() : mix.some(mix.staff().all()), filter, regions);
    }

    private Chosen unitsChosen(
            List<String> paths, List<String> accounts, @Nullable AccountFilterType filter, List<String> regions) {
        DeploymentTargets targets = DeploymentTargets.builder()
                .organizationalUnitIds(mix.staff().ids(paths))
                .accounts(accounts)
                .accountFilterType(filter)
                .build();
        return new Chosen(List.of(), targets, regions, () -> {
            Set<String> there = mix.staff().under(paths);
            if (filter == AccountFilterType.INTERSECTION) {
                there.retainAll(accounts);
            } else if (filter == AccountFilterType.DIFFERENCE) {
                there.removeAll(accounts);
            }
            return Staff.pairs(there, regions);
        });
    }

    private Parameter env() {
        return Parameter.builder()
                .parameterKey("Env")
                .parameterValue(random.nextBoolean() ? "dev" : "prod")
                .build();
    }

    private static Parameter keepEnv() {
        return Parameter.builder().parameterKey("Env").usePreviousValue(true).build();
    }

    private StackSetOperationPreferences preferences() {
        StackSetOperationPreferences.Builder preferences = StackSetOperationPreferences.builder()
                .concurrencyMode(
                        random.nextBoolean()
                                ? ConcurrencyMode.STRICT_FAILURE_TOLERANCE
                                : ConcurrencyMode.SOFT_FAILURE_TOLERANCE)
                .regionConcurrencyType(
                        random.nextBoolean() ? RegionConcurrencyType.PARALLEL : RegionConcurrencyType.SEQUENTIAL);
        if (random.nextBoolean()) {
            preferences.maxConcurrentCount(1 + random.nextInt(5)).failureTolerancePercentage(random.nextInt(61));
        } else {
            preferences.maxConcurrentPercentage(1 + random.nextInt(100)).failureToleranceCount(random.nextInt(3));
        }
        return preferences.build();
    }

    private static StackSetOperationPreferences calmPreferences() {
        return StackSetOperationPreferences.builder()
                .maxConcurrentPercentage(100)
                .failureTolerancePercentage(100)
                .build();
    }

    void requireAsModelled(String stackSetId, Map<String, String> shown) {
        if (model(stackSetId).isWatchable()) {
            assertThat(shown)
                    .as("instances of %s", name)
                    .isEqualTo(model(stackSetId).statuses());
        }
    }

    /** Once nothing runs any more, every read must agree with the model. */
    void requireIdleAsModelled() {
        SetModel model = model();
        assertThat(model.operations()).as("unfinished operations").noneMatch(OperationModel::isUnfinished);
        List<StackInstanceSummary> listed = new ArrayList<>();
        client.listStackInstancesPaginator(r -> r.stackSetName(id))
                .summaries()
                .subscribe(listed::add)
                .join();
        assertThat(listed)
                .as("instances of %s", name)
                .hasSameSizeAs(model.instances().keySet());
        for (StackInstanceSummary instance : listed) {
            String key = instance.account() + "/" + instance.region();
            SetModel.Expected expected =
                    Objects.requireNonNull(model.instances().get(key), key);
            assertThat(instance.statusAsString()).as("status of %s", key).isEqualTo(expected.status());
            assertThat(instance.stackId() != null).as("stack of %s", key).isEqualTo(expected.hasStack());
            assertThat(instance.driftStatusAsString()).as("drift of %s", key).isEqualTo(expected.drift());
        }
        assertThat(client.describeStackSet(r -> r.stackSetName(name))
                        .join()
                        .stackSet()
                        .regions())
                .as("Regions of %s", name)
                .containsExactlyInAnyOrderElementsOf(model.instances().keySet().stream()
                        .map(OperationModel::region)
                        .collect(Collectors.toSet()));
        requireOneInDetail(model);
        requireResultsOfOne(model);
    }

    private void requireOneInDetail(SetModel model) {
        List<String> keys = List.copyOf(model.instances().keySet());
        if (keys.isEmpty()) {
            return;
        }
        String key = keys.get(random.nextInt(keys.size()));
        StackInstance instance = client.describeStackInstance(r -> r.stackSetName(name)
                        .stackInstanceAccount(OperationModel.account(key))
                        .stackInstanceRegion(OperationModel.region(key)))
                .join()
                .stackInstance();
        Map<String, String> overrides = instance.parameterOverrides().stream()
                .collect(Collectors.toMap(Parameter::parameterKey, Parameter::parameterValue));
        assertThat(overrides)
                .as("overrides of %s", key)
                .isEqualTo(Objects.requireNonNull(model.instances().get(key)).overrides());
    }

    private void requireResultsOfOne(SetModel model) {
        List<OperationModel> all = new ArrayList<>(model.operations());
        if (all.isEmpty()) {
            return;
        }
        OperationModel one = all.get(random.nextInt(all.size()));
        mix.aws().time().advance(java.time.Duration.ofMinutes(1));
        Map<String, String> results = new TreeMap<>();
        client.listStackSetOperationResultsPaginator(r -> r.stackSetName(name).operationId(one.id()))
                .summaries()
                .subscribe(result -> results.put(result.account() + "/" + result.region(), result.statusAsString()))
                .join();
        Map<String, String> expected = new TreeMap<>(one.results());
        expected.replaceAll((key, status) -> status.equals("SKIPPED") ? "SUCCEEDED" : status);
        assertThat(results).as("results of %s", one.id()).isEqualTo(expected);
        Collections.reverse(all);
        assertThat(client.listStackSetOperations(r -> r.stackSetName(name).maxResults(100))
                        .join()
                        .summaries())
                .as("operations, newest first")
                .extracting(StackSetOperationSummary::operationId)
                .containsExactlyElementsOf(all.stream().map(OperationModel::id).toList());
    }

    Collection<String> accounts() {
        return model().instances().keySet().stream()
                .map(OperationModel::account)
                .collect(Collectors.toSet());
    }
}
