package dev.stacksets.testing.mix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.testing.mix.Asked.Defined;
import dev.stacksets.testing.mix.Asked.Kind;
import dev.stacksets.testing.mix.Choices.Chosen;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;

/** One stack set: random calls on it, and what the model says must come of them. */
final class SetUnderTest {

    private static final List<String> TEMPLATES = List.of(template("one"), template("two"));

    private static String template(String description) {
        return "Description: " + description + "\nParameters:\n  Env: {Type: String, Default: dev}\n"
                + "Resources:\n  Topic: {Type: AWS::SNS::Topic}\n";
    }

    private final String name;
    private final RandomMix mix;
    private final Random random;
    private final Choices choices;
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
        this.choices = new Choices(mix);
        this.serviceManaged = serviceManaged;
        this.managed = random.nextBoolean();
        this.follows = !name.equals("self") && !name.equals("units");
        this.client = mix.client(random.nextBoolean() ? Region.US_EAST_1 : Region.EU_WEST_1);
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
        deploy(choices.whole(paths, List.of("eu-west-1", "us-east-1")), Choices.allAtOnce());
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
            case 0, 1, 2 -> deploy(chosen(), choices.preferences());
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
        List<Parameter> overrides = random.nextInt(3) == 0 ? List.of(choices.env()) : null;
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
        StackSetOperationPreferences preferences = choices.preferences();
        List<Parameter> overrides = random.nextBoolean() ? List.of() : List.of(Choices.keepEnv());
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
        StackSetOperationPreferences preferences = choices.preferences();
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
        StackSetOperationPreferences preferences = choices.preferences();
        boolean newTemplate = random.nextInt(3) == 0;
        String body = TEMPLATES.get(random.nextInt(TEMPLATES.size()));
        List<Parameter> parameters = random.nextBoolean() ? List.of(choices.env()) : null;
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
        StackSetOperationPreferences preferences = choices.preferences();
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
        agreement().requireListsBehind();
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

    private Chosen chosen() {
        List<String> regions = mix.some(RandomMix.REGIONS);
        if (!serviceManaged) {
            return choices.accounts(mix.someAccounts(), regions);
        }
        List<String> paths = follows ? List.copyOf(units) : mix.some(List.of(Staff.A, Staff.DEEP, Staff.B));
        return choices.units(paths, regions);
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
        agreement().requireIdle();
        mix.aws().time().advance(Duration.ofMinutes(1));
        agreement().requireHistory();
    }

    private Agreement agreement() {
        return new Agreement(client, id, model(), random);
    }

    Collection<String> accounts() {
        return model().instances().keySet().stream()
                .map(OperationModel::account)
                .collect(Collectors.toSet());
    }
}
