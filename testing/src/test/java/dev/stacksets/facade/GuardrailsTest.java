package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.IRELAND;
import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.THREE;
import static dev.stacksets.facade.Facade.TWO;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.stacksets.StackSets;
import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.GuardrailException;
import dev.stacksets.guard.Approval;
import dev.stacksets.guard.Guardrail;
import dev.stacksets.guard.Guardrails;
import dev.stacksets.guard.Violation;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Plan;
import dev.stacksets.spi.UnitDirectory;
import dev.stacksets.target.Targets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class GuardrailsTest {
    private static final String UNIT = "ou-ab12-11111111";

    private final Facade facade = new Facade();

    @AfterEach
    void close() {
        facade.close();
    }

    private StackSets guarded(Consumer<Guardrails.Builder> guardrails) {
        return StackSets.builder()
                .client(facade.aws.asyncClient())
                .timeSource(facade.aws.time())
                .caller(facade.aws.caller())
                .callbackExecutor(Runnable::run)
                .guardrails(guardrails)
                .unitDirectory(UnitDirectory.of(Map.of(UNIT, Set.of(THREE))))
                .build();
    }

    private static DesiredStackSet desired(Consumer<DesiredStackSet.Builder> content) {
        DesiredStackSet.Builder desired = DesiredStackSet.builder()
                .definition(
                        "topics", s -> s.template(TemplateSource.inline("Resources: {A: {Type: AWS::SNS::Topic}}")));
        content.accept(desired);
        return desired.build();
    }

    private static DesiredStackSet everywhere() {
        return desired(d -> d.group("all", g -> g.accounts(ONE, TWO, THREE).regions(VIRGINIA, IRELAND)));
    }

    private Set<Guardrail> broken(DesiredStackSet wanted, Consumer<Guardrails.Builder> guardrails) {
        try (StackSets stackSets = guarded(guardrails)) {
            Plan plan = facade.get(stackSets.plan(wanted));
            return facade.get(stackSets.violations(plan)).stream()
                    .map(Violation::guardrail)
                    .collect(Collectors.toSet());
        }
    }

    private void apply(DesiredStackSet wanted) {
        Plan plan = facade.get(facade.stackSets.plan(wanted));
        facade.get(facade.stackSets
                .apply(plan, Approval.of(plan.hash()).allowDestroy(plan.hash()))
                .outcome());
    }

    @Test
    void everyViolation_isNamed_andNothingIsSent() {
        try (StackSets stackSets = guarded(g -> g.expectedCaller("888888888888")
                .protectedAccounts(Set.of(TWO))
                .protectedUnits(Set.of(UNIT))
                .maxAccounts(2)
                .maxRegions(1))) {
            Plan plan = facade.get(stackSets.plan(everywhere()));
            facade.aws.calls().clear();

            assertThatThrownBy(() -> facade.get(
                            stackSets.apply(plan, Approval.of(plan.hash())).outcome()))
                    .cause()
                    .isInstanceOfSatisfying(
                            GuardrailException.class,
                            refused -> assertThat(refused.violations())
                                    .extracting(Violation::guardrail)
                                    .containsExactly(
                                            Guardrail.EXPECTED_CALLER,
                                            Guardrail.PROTECTED_ACCOUNTS,
                                            Guardrail.PROTECTED_UNITS,
                                            Guardrail.MAX_ACCOUNTS,
                                            Guardrail.MAX_REGIONS))
                    .hasMessageContainingAll(
                            "5 guardrails",
                            "account 999988887777, expected is 888888888888",
                            TWO,
                            UNIT,
                            "3 accounts are touched, at most 2",
                            "2 Regions are touched, at most 1");
            assertThat(facade.aws.calls().all()).isEmpty();
        }
    }

    @Test
    void limits_countWhatIsTouched_andNotWhatIsNamed() {
        apply(everywhere());

        assertThat(broken(
                        everywhere(),
                        g -> g.maxAccounts(0).maxRegions(0).maxPercent(0).maxDeletes(0)))
                .isEmpty();
        DesiredStackSet oneLess =
                desired(d -> d.group("all", g -> g.accounts(ONE, TWO).regions(VIRGINIA, IRELAND))
                        .pruneRetainingStacks());
        assertThat(broken(oneLess, g -> g.maxDeletes(2).maxPercent(34).maxAccounts(1)))
                .isEmpty();
        assertThat(broken(oneLess, g -> g.maxDeletes(1).maxPercent(33).maxAccounts(0)))
                .containsExactlyInAnyOrder(Guardrail.MAX_DELETES, Guardrail.MAX_PERCENT, Guardrail.MAX_ACCOUNTS);
    }

    @Test
    void newAccounts_areNoPercentOfThoseThere() {
        apply(desired(d -> d.group("all", g -> g.accounts(ONE).regions(VIRGINIA))));

        assertThat(broken(everywhere(), g -> g.maxPercent(0))).isEmpty();
    }

    /** A group that was dropped deletes as much as a removal that was asked for. */
    @Test
    void droppedGroup_isADelete() {
        apply(everywhere());
        DesiredStackSet none = desired(DesiredStackSet.Builder::pruneDeletingStacks);

        assertThat(broken(none, g -> {})).containsExactlyInAnyOrder(Guardrail.DESTROY, Guardrail.EMPTY_TARGETS);
        assertThat(broken(desired(d -> {}), g -> {})).isEmpty();
    }

    @Test
    void automaticDeployment_thatDeletesStacks_isADeleteToCome() {
        Consumer<DesiredStackSet.Builder> group = d ->
                d.group("all", g -> g.targets(Targets.organizationalUnits(UNIT)).regions(VIRGINIA));
        assertThat(broken(serviceManaged(group, AutoDeployment.deletingStacks()), g -> {}))
                .containsExactly(Guardrail.DESTROY);
        assertThat(broken(serviceManaged(group, AutoDeployment.retainingStacks()), g -> {}))
                .isEmpty();
    }

    private static DesiredStackSet serviceManaged(Consumer<DesiredStackSet.Builder> content, AutoDeployment automatic) {
        DesiredStackSet.Builder desired = DesiredStackSet.builder()
                .definition(
                        "topics",
                        s -> s.template(TemplateSource.inline("Resources: {A: {Type: AWS::SNS::Topic}}"))
                                .serviceManaged()
                                .autoDeployment(automatic));
        content.accept(desired);
        return desired.build();
    }

    @Test
    void brokenWithAReason_passes_andIsAnAuditEvent() {
        Logger audit = (Logger) LoggerFactory.getLogger("dev.stacksets.audit");
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        audit.addAppender(events);
        audit.setLevel(Level.INFO);
        try (StackSets stackSets = guarded(g -> g.maxAccounts(2).protectedAccounts(Set.of(ONE)))) {
            Plan plan = facade.get(stackSets.plan(everywhere()));
            Approval half = Approval.of(plan.hash()).breaking(Guardrail.MAX_ACCOUNTS, "TICKET-7");
            assertThatThrownBy(() -> facade.get(stackSets.apply(plan, half).outcome()))
                    .hasMessageContaining("1 guardrail: PROTECTED_ACCOUNTS");
            assertThat(events.list).isEmpty();

            facade.get(stackSets
                    .apply(plan, half.breaking(Guardrail.PROTECTED_ACCOUNTS, "moved by the owner\nINFO forged"))
                    .outcome());

            assertThat(events.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .hasSize(3)
                    .anyMatch(line -> line.contains("Applying plan " + plan.hash()))
                    .anyMatch(line -> line.contains("MAX_ACCOUNTS") && line.contains("TICKET-7"))
                    .anyMatch(line ->
                            line.contains("PROTECTED_ACCOUNTS") && line.contains("moved by the owner\\nINFO forged"))
                    .noneMatch(line -> line.contains("\n"));
        } finally {
            audit.setLevel(null);
            audit.detachAppender(events);
        }
    }

    @Test
    void someThings_noApprovalLetsPass() {
        Approval approval = Approval.of("abc");

        assertThatThrownBy(() -> approval.breaking(Guardrail.EXPECTED_CALLER, "because"))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> approval.breaking(Guardrail.DESTROY, "because"))
                .hasMessageContaining("allowDestroy");
        assertThatThrownBy(() -> approval.breaking(Guardrail.MAX_ACCOUNTS, " ")).hasMessageContaining("reason");
        assertThatThrownBy(() -> approval.allowDestroy("abd")).hasMessageContaining("abd");
    }

    @Test
    void caller_thatCannotBeFoundOut_isARefusal() {
        try (StackSets stackSets = StackSets.builder()
                .client(facade.aws.asyncClient())
                .timeSource(facade.aws.time())
                .callbackExecutor(Runnable::run)
                .guardrails(g -> g.expectedCaller("888888888888"))
                .caller(() -> CompletableFuture.failedFuture(new IllegalStateException("no answer")))
                .build()) {
            Plan plan = facade.get(facade.stackSets.plan(everywhere()));
            assertThatThrownBy(() -> facade.get(
                            stackSets.apply(plan, Approval.of(plan.hash())).outcome()))
                    .hasMessageContainingAll("888888888888", "no answer");
        }
    }

    @Test
    void guardrailsThatNeedSomeoneToAsk_areRefusedWithoutThem() {
        StackSets.Builder builder =
                StackSets.builder().client(facade.aws.asyncClient()).timeSource(facade.aws.time());

        assertThatThrownBy(() -> builder.guardrails(g -> g.expectedCaller("888888888888"))
                        .build())
                .hasMessageContaining("caller");
        assertThatThrownBy(() ->
                        builder.guardrails(g -> g.protectedUnits(Set.of(UNIT))).build())
                .hasMessageContaining("unitDirectory");
    }

    /** Also where no plan is made. */
    @Test
    void protectedAccounts_areRefusedInEveryOperation() {
        try (StackSets stackSets = guarded(g -> g.protectedAccounts(Set.of(TWO)).protectedUnits(Set.of(UNIT)))) {
            assertThatThrownBy(() -> stackSets
                            .stackSet("topics")
                            .deploy(d -> d.accounts(ONE, TWO).regions(VIRGINIA)))
                    .isInstanceOf(GuardrailException.class)
                    .hasMessageContaining(TWO);
            assertThatThrownBy(() -> stackSets
                            .stackSet("topics")
                            .removeInstances(r -> r.organizationalUnits(UNIT)
                                    .regions(VIRGINIA)
                                    .deleteStacks()))
                    .isInstanceOf(GuardrailException.class)
                    .hasMessageContaining(UNIT);
        }
        assertThat(facade.aws.calls().all()).isEmpty();
    }
}
