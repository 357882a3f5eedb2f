package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.IRELAND;
import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.THREE;
import static dev.stacksets.facade.Facade.TWO;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.StackSets;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.OperationIdAlreadyExistsException;
import dev.stacksets.error.PlanHaltedException;
import dev.stacksets.error.StalePlanException;
import dev.stacksets.guard.Approval;
import dev.stacksets.guard.Guardrail;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.spi.Caller;
import dev.stacksets.target.StackInstance;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;

/**
 * Somebody wrote a plan by hand, hash and all, or began operations under the ids that a plan gives. What is shown and judged
 * follows from requests and from what is there; an id proves nothing.
 */
class ForgedPlanTest {
    private static final String TEMPLATE = """
            Parameters: {Level: {Type: String, Default: low}}
            Resources: {A: {Type: 'AWS::SNS::Topic'}}
            """;

    private final Facade facade = new Facade();

    @AfterEach
    void close() {
        facade.close();
    }

    private static DesiredStackSet desired(Consumer<DesiredStackSet.Builder> content) {
        DesiredStackSet.Builder desired = DesiredStackSet.builder()
                .definition("topics", s -> s.template(TemplateSource.inline(TEMPLATE)))
                .preferences(p -> p.maxConcurrentCount(10).failureToleranceCount(9));
        content.accept(desired);
        return desired.build();
    }

    private static DesiredStackSet everywhere() {
        return desired(d -> d.group("all", g -> g.accounts(ONE, TWO, THREE).regions(VIRGINIA, IRELAND)));
    }

    private static DesiredStackSet nowhereBut(String account) {
        return desired(d -> d.group("all", g -> g.accounts(account).regions(VIRGINIA, IRELAND))
                .pruneDeletingStacks());
    }

    private Plan plan(DesiredStackSet desired) {
        return facade.get(facade.stackSets.plan(desired));
    }

    private void apply(Plan plan) {
        apply(facade.stackSets, plan);
    }

    private void apply(StackSets stackSets, Plan plan) {
        facade.get(stackSets
                .apply(plan, Approval.of(plan.hash()).allowDestroy(plan.hash()))
                .outcome());
    }

    private Set<String> accounts() {
        return facade.get(facade.stackSets.stackSet("topics").listInstances().toList()).stream()
                .map(StackInstance::id)
                .map(id -> id.account())
                .collect(Collectors.toSet());
    }

    private long changes() {
        return facade.aws.calls().all().stream()
                .filter(call -> call.action().matches("(Create|Update|Delete)Stack.*"))
                .count();
    }

    private static void assertRefused(String json, String... said) {
        assertThatThrownBy(() -> Plan.parse(json))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(said);
    }

    // What a plan shows

    @Test
    void removal_thatListsTheAccountsItLeavesOut_isRefusedWhenRead() {
        apply(plan(everywhere()));
        String json = plan(nowhereBut(ONE)).toJson();

        assertRefused(
                json.replaceFirst(
                        "\"targets\": \\{\\s*\"accounts\"",
                        "\"targets\": {\"units\": [\"ou-ab12-11111111\"], \"filter\": \"DIFFERENCE\", \"accounts\""),
                "steps[0]",
                "lists the accounts that it reaches");
        assertRefused(
                json.replaceFirst(
                        "\"targets\": \\{\\s*\"accounts\": \\[[^]]*\\]",
                        "\"targets\": {\"units\": [\"ou-ab12-11111111\"]"),
                "steps[0]",
                "lists the accounts that it reaches");
        assertRefused(
                json.replaceFirst(
                        "\"targets\": \\{\\s*\"accounts\"",
                        "\"targets\": {\"units\": [\"ou-ab12-11111111\"], \"filter\": \"INTERSECTION\", \"accounts\""),
                "contradicts itself",
                "SELF_MANAGED");
    }

    @Test
    void instancesBesideARequestThatNamesThem_areRefusedWhenRead() {
        String json = plan(everywhere()).toJson();

        assertRefused(
                json.replaceFirst(
                        "\"mark\": \"(?=[0-9a-fk])",
                        "\"instances\": [{\"accounts\": [\"" + ONE
                                + "\"], \"regions\": [\"us-east-1\"]}], \"mark\": \""),
                "steps[1]",
                "instances");
    }

    /** The change of a definition names no targets where it is for all; what it says beside that must be all. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\"instances\": [{\"accounts\": [\"111111111111\"], \"regions\": [\"us-east-1\"]}]"})
    void changeOfEverything_thatShowsLess_isRefused_andNothingIsSent(String instances) {
        apply(plan(everywhere()));
        Plan honest = plan(desired(d -> d.definition(
                        "topics",
                        s -> s.template(TemplateSource.inline(TEMPLATE)).parameter("Level", "high"))
                .group("all", g -> g.accounts(ONE, TWO, THREE).regions(VIRGINIA, IRELAND))));
        assertThat(honest.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.size()).isEqualTo(6));
        Plan forged = Plan.parse(honest.toJson()
                .replaceFirst(
                        instances.isEmpty()
                                ? ",\\s*\"instances\": \\[\\s*\\{[^}]*\\}\\s*\\]"
                                : "\"instances\": \\[\\s*\\{[^}]*\\}\\s*\\]",
                        instances));
        assertThat(forged.steps().get(0).size()).isLessThan(6);
        facade.aws.calls().clear();

        assertThatThrownBy(() -> apply(forged))
                .cause()
                .isInstanceOf(StalePlanException.class)
                .hasMessageContainingAll("shows other instances than it reaches", TWO + "/" + VIRGINIA, "plan again");
        assertThat(changes()).isZero();
    }

    /** A step that shows an account to create where there is a stack would change it. */
    @Test
    void creationOfWhatIsThere_andUpdateOfWhatIsNot_areRefused_andNothingIsSent() {
        apply(plan(desired(d -> d.group("all", g -> g.accounts(ONE).regions(VIRGINIA)))));
        Plan more = plan(desired(d -> d.group("all", g -> g.accounts(ONE, TWO).regions(VIRGINIA))));
        Plan forged = Plan.parse(more.toJson()
                .replaceFirst("(\"targets\": \\{\\s*\"accounts\": \\[)[^]]*", "$1\"" + ONE + "\"")
                .replaceFirst("(?s),\\s*\"untouched\".*", "}"));
        facade.aws.calls().clear();

        assertThatThrownBy(() -> apply(forged))
                .cause()
                .isInstanceOf(StalePlanException.class)
                .hasMessageContaining(ONE + "/" + VIRGINIA + " is there already");

        Plan fewer = plan(desired(
                d -> d.group("none", g -> g.accounts(TWO).regions(VIRGINIA)).pruneDeletingStacks()));
        Plan elsewhere = Plan.parse(
                fewer.toJson().replaceFirst("(\"targets\": \\{\\s*\"accounts\": \\[)[^]]*", "$1\"" + THREE + "\""));
        assertThatThrownBy(() -> apply(elsewhere))
                .cause()
                .isInstanceOf(StalePlanException.class)
                .hasMessageContaining(THREE + "/" + VIRGINIA + " is not there");
        assertThat(changes()).isZero();
    }

    /** The share of accounts is one of those that are there, and not of those that a plan says are left alone. */
    @Test
    void percent_isOfWhatIsThere_whateverThePlanSaysIsUntouched() {
        apply(plan(everywhere()));
        Plan honest = plan(nowhereBut(ONE));
        Plan forged = Plan.parse(honest.toJson().replaceFirst("(?s)\"untouched\".*", """
                        "untouched": [{"reason": "CURRENT", "instances": [{"accounts":
                        ["444444444444", "555555555555", "666666666666", "777777777777"], "regions": ["us-east-1"]}]}]}
                        """));
        try (StackSets guarded = StackSets.builder()
                .client(facade.aws.asyncClient())
                .timeSource(facade.aws.time())
                .caller(facade.aws.caller())
                .callbackExecutor(Runnable::run)
                .guardrails(g -> g.maxPercent(50))
                .build()) {
            assertThat(facade.get(guarded.violations(forged)))
                    .extracting(violation -> violation.guardrail())
                    .contains(Guardrail.MAX_PERCENT);
        }
    }

    @Test
    void partsThatDoNotAgree_areRefusedWhenRead() {
        String creating = plan(everywhere()).toJson();
        assertRefused(creating.replaceFirst("\"stackSet\": \"topics\"", "\"stackSet\": \"other\""), "creates.name");
        assertRefused(creating.replaceFirst("\"stackSet\": \"topics\"", "\"stackSet\": \"t\\\\u043epics\""), "name");
        assertRefused(creating.replaceFirst("\"stackSet\": \"topics\"", "\"stackSet\": \"topics\\\\u0000\""), "name");
        assertRefused(creating.replace("us-east-1", "us east"), "Region");
        assertRefused(creating.replaceFirst("\"account\": \"999988887777\",", ""), "names the account");
        assertRefused(
                creating.replaceFirst("\\{\\s*\"action\": \"CREATE_STACK_SET\",\\s*\"mark\": \"\"\\s*\\},", ""),
                "created by the first step");
        apply(plan(everywhere()));
        String removing = plan(nowhereBut(ONE)).toJson();
        assertRefused(removing.replaceFirst("\"account\": \"999988887777\"", "\"account\": \"111122223333\""), "arn");
        assertRefused(removing.replaceFirst("\"region\": \"us-east-1\"", "\"region\": \"eu-west-1\""), "arn");
        assertRefused(
                removing.replaceFirst("(?s)(\"steps\": \\[)(.*?\"mark\": \"\"\\s*\\})", "$1$2,$2"),
                "Two steps remove for the same instance");
    }

    @Test
    void looseJson_isRefusedWithThePlace() {
        String json = plan(everywhere()).toJson();
        assertRefused(
                json.replaceFirst(
                        "\"accounts\": \\[\"111111111111\"",
                        "\"accounts\": [\"222222222222\"], \"accounts\": [\"111111111111\""),
                "a key twice",
                "line ");
        assertRefused(json + "{}", "behind its end", "line ");
        assertRefused(json + "x", "line ");
        assertRefused("// approved\n" + json, "not JSON (line 1");
        assertRefused("", "is empty");
        assertRefused(" \n ", "is empty");
        assertRefused("[".repeat(100_000), "nested more than 100 levels");
    }

    // For whom a plan is

    @Test
    void planOfAnotherAccount_isRefused_alsoIfItCreatesTheStackSet() {
        Plan creating = plan(everywhere());
        assertThat(creating.account()).contains("999988887777");
        try (StackSets elsewhere = StackSets.builder()
                        .client(facade.aws.asyncClient("555566667777", Region.US_EAST_1))
                        .timeSource(facade.aws.time())
                        .caller(Caller.of("555566667777"))
                        .callbackExecutor(Runnable::run)
                        .build();
                StackSets nobodyToAsk = StackSets.builder()
                        .client(facade.aws.asyncClient("555566667777", Region.US_EAST_1))
                        .timeSource(facade.aws.time())
                        .callbackExecutor(Runnable::run)
                        .build()) {
            assertThatThrownBy(() -> apply(elsewhere, creating))
                    .cause()
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContainingAll("for account 999988887777", "of account 555566667777", "plan again");
            assertThatThrownBy(() -> facade.get(elsewhere.violations(creating)))
                    .hasMessageContaining("for account 999988887777");
            assertThatThrownBy(() -> apply(nobodyToAsk, creating))
                    .cause()
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContainingAll("999988887777", "Caller.of(account)");
            assertThatThrownBy(() -> facade.get(nobodyToAsk.plan(everywhere())))
                    .cause()
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("Caller.of(account)");
            assertThat(changes()).isZero();
            apply(creating);
            Plan removing = plan(nowhereBut(ONE));
            assertThatThrownBy(() -> apply(nobodyToAsk, removing))
                    .cause()
                    .isInstanceOf(StalePlanException.class)
                    .hasMessageContaining("not credentials of account 999988887777");
        }
        assertThat(accounts()).containsExactlyInAnyOrder(ONE, TWO, THREE);
    }

    // Operations under a plan's ids

    private String begunByHand(String id, Set<String> accounts, String... regions) {
        facade.finish(facade.stackSets
                .stackSet("topics")
                .deploy(d -> d.accounts(accounts)
                        .regions(regions)
                        .operationId(id)
                        .preferences(p -> p.maxConcurrentCount(10).failureToleranceCount(9))));
        return id;
    }

    private static String id(Plan plan, int step) {
        String mark = plan.steps().get(step - 1).mark();
        return "plan-" + plan.hash().substring(0, 16) + "-s" + step + (mark.isEmpty() ? "" : "-" + mark);
    }

    private Plan emptyAndPlanned() {
        facade.stackSets
                .create("topics", s -> s.template(TemplateSource.inline(TEMPLATE)))
                .join();
        return plan(everywhere());
    }

    @Test
    void operationUnderTheIdOfAStep_forAnotherAccount_isNotTheStep() {
        Plan plan = emptyAndPlanned();
        begunByHand(id(plan, 1), Set.of("444444444444"), VIRGINIA);

        assertThatThrownBy(() -> apply(plan))
                .cause()
                .isInstanceOf(PlanHaltedException.class)
                .hasMessageContainingAll("444444444444", "not one of the targets")
                .hasCauseInstanceOf(OperationIdAlreadyExistsException.class);
        assertThat(accounts()).containsExactly("444444444444");
    }

    @Test
    void operationUnderTheIdOfAStep_forSomeOfItsInstances_isNotTheStep() {
        Plan plan = emptyAndPlanned();
        begunByHand(id(plan, 1), Set.of(ONE), VIRGINIA);

        assertThatThrownBy(() -> apply(plan))
                .cause()
                .isInstanceOf(PlanHaltedException.class)
                .hasMessageContaining("works on 1 instances, not 6");
    }

    @Test
    void updateUnderTheIdOfAStep_forSomeOfItsInstances_isNotTheStep() {
        apply(plan(everywhere()));
        Plan plan = plan(desired(d -> d.definition(
                        "topics",
                        s -> s.template(TemplateSource.inline(TEMPLATE)).parameter("Level", "high"))
                .group("all", g -> g.accounts(ONE, TWO, THREE).regions(VIRGINIA, IRELAND))));
        facade.finish(facade.stackSets
                .stackSet("topics")
                .update(u -> u.parameter("Level", "high")
                        .accounts(ONE)
                        .regions(VIRGINIA)
                        .operationId(id(plan, 1))
                        .preferences(p -> p.maxConcurrentCount(10).failureToleranceCount(9))));

        assertThatThrownBy(() -> apply(plan))
                .cause()
                .isInstanceOf(PlanHaltedException.class)
                .hasMessageContaining("works on 1 instances, not 6");
    }

    /** The same operation is the step, whoever began it. */
    @Test
    void operationUnderTheIdOfAStep_thatIsTheSame_isTheStep() {
        Plan plan = emptyAndPlanned();
        begunByHand(id(plan, 1), Set.of(ONE, TWO, THREE), VIRGINIA, IRELAND);
        facade.aws.calls().clear();

        apply(plan);

        assertThat(changes()).isZero();
        assertThat(plan(everywhere()).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-s99", "-s1-r1", "-s1-0123456789abcdef", "-s01", "-x"})
    void operationWhoseIdOnlyBeginsLikeThePlans_isSomebodyElses(String rest) {
        Plan plan = emptyAndPlanned();
        begunByHand("plan-" + plan.hash().substring(0, 16) + rest, Set.of(ONE), VIRGINIA);

        assertThatThrownBy(() -> apply(plan))
                .cause()
                .isInstanceOf(StalePlanException.class)
                .hasMessageContaining("is not of this plan");
    }

    /** Where a plan tries again, there are more ids; an operation that nothing called for is none of them. */
    @Test
    void retryThatNothingCalledFor_isSomebodyElses() {
        facade.stackSets
                .create("topics", s -> s.template(TemplateSource.inline(TEMPLATE)))
                .join();
        Plan plan = plan(desired(d -> d.group(
                        "all", g -> g.accounts(ONE, TWO, THREE).regions(VIRGINIA, IRELAND))
                .retry(r -> r.rounds(2))));
        begunByHand("plan-" + plan.hash().substring(0, 16) + "-s1-r2", Set.of("444444444444"), VIRGINIA);

        assertThatThrownBy(() -> apply(plan))
                .cause()
                .hasMessageContainingAll("-s1-r2", "has an id of this plan, and is not of it");
    }

    @Test
    void definitionChangedByHand_underTheIdOfAStep_isSeen() {
        apply(plan(everywhere()));
        Plan plan = plan(desired(d -> d.definition(
                        "topics",
                        s -> s.template(TemplateSource.inline(TEMPLATE)).parameter("Level", "high"))
                .group("all", g -> g.accounts(ONE, TWO, THREE).regions(VIRGINIA, IRELAND))));
        facade.finish(facade.stackSets
                .stackSet("topics")
                .update(u -> u.parameter("Level", "other")
                        .operationId(id(plan, 1))
                        .preferences(p -> p.maxConcurrentCount(10).failureToleranceCount(9))));

        assertThatThrownBy(() -> apply(plan))
                .cause()
                .isInstanceOf(StalePlanException.class)
                .hasMessageContaining("parameters changed");
    }

    @Test
    void operationUnderAnIdThatARollbackTakesBack_forAnotherAccount_isRefused() {
        Plan plan = emptyAndPlanned();
        begunByHand(id(plan, 1), Set.of("444444444444"), VIRGINIA);
        Plan rollback = Plan.parse(plan.inverse().toJson());
        facade.aws.calls().clear();

        assertThatThrownBy(() -> apply(rollback))
                .cause()
                .isInstanceOf(StalePlanException.class)
                .hasMessageContainingAll("the plan that this one takes back", "worked on 444444444444");
        assertThat(changes()).isZero();
    }

    @Test
    void rollbackThatRemovesMoreThanWasCreated_isGuarded() {
        apply(plan(everywhere()));
        Plan removing = plan(desired(DesiredStackSet.Builder::pruneDeletingStacks));
        String follows = "\"lastOperation\": \"$1\", \"follows\": {\"plan\": \"" + "0".repeat(64) + "\"}";
        Plan forged = Plan.parse(removing.toJson().replaceFirst("\"lastOperation\": \"([^\"]*)\"", follows));

        assertThat(facade.get(facade.stackSets.violations(forged)))
                .extracting(violation -> violation.guardrail())
                .contains(Guardrail.DESTROY, Guardrail.EMPTY_TARGETS);
        assertThat(forged.steps()).extracting(step -> step.action()).isEqualTo(List.of(PlanAction.REMOVE));
    }
}
