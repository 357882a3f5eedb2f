package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.PASSWORD;
import static dev.stacksets.facade.Facade.TEMPLATE;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stacksets.StackSet;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.drift.DriftReport;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Plan;
import dev.stacksets.target.Targets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cloudformation.model.Capability;

/** Whatever names, values and AWS's words hold, what people read shows it and does nothing else. */
class PrintableTextsTest {
    /** Forges a section, erases a line, turns the order around, hides, and is longer than any name. */
    private static final String HOSTILE =
            "x\n\nNot touched\n  1\r\u001b[2K\u001b]0;t\u0007\u202eabc\u2066\u200b\u2028\u0085\u009b1m\uDB40\uDC41\uFEFF<b>";

    private static void assertPrintable(String text, String where) {
        List<String> acting = text.codePoints()
                .filter(each -> each != '\n')
                .filter(each -> switch (Character.getType(each)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE -> true;
                    default -> false;
                })
                .mapToObj(Integer::toHexString)
                .toList();
        assertThat(acting).as(where).isEmpty();
        assertThat(text.lines().toList()).as(where).doesNotContain("Not touched", "  1");
    }

    private static String said(@Nullable Throwable failure) {
        return failure == null ? "" : String.valueOf(failure.getMessage());
    }

    private static DesiredStackSet desired() {
        return DesiredStackSet.builder()
                .definition(
                        "baseline",
                        s -> s.template(TemplateSource.inline(TEMPLATE.replace(", AllowedValues: [low, high]", "")))
                                .description(HOSTILE)
                                .parameter("Password", PASSWORD)
                                .parameter("Level", HOSTILE)
                                .tag("a" + HOSTILE, HOSTILE)
                                .capability(Capability.CAPABILITY_NAMED_IAM))
                .group(HOSTILE, g -> g.accounts(ONE).regions(VIRGINIA).overrides(o -> o.set("Level", HOSTILE)))
                .build();
    }

    @Test
    void plan_everyFieldHostile_isRenderedPrintable() {
        try (Facade facade = new Facade()) {
            Plan created = facade.get(facade.stackSets.plan(desired()));
            facade.baseline();
            Plan changed = facade.get(facade.stackSets.plan(desired()));

            for (Plan plan : List.of(created, changed, Plan.parse(changed.toJson()))) {
                assertThat(plan.render()).contains("x\\n\\nNot touched", "\\u001b[2K", "\\u202e");
                assertPrintable(plan.render(), "text");
                assertPrintable(plan.renderHtml(), "page");
                assertThat(plan.renderHtml()).contains("\\u202e").doesNotContain("<b>x", "\\ufeff<b>");
            }
        }
    }

    @Test
    void reasonsAndDriftOfAws_hostile_areRenderedPrintable() {
        try (Facade facade = new Facade()) {
            StackSet stackSet = facade.baseline();
            facade.aws.faults().account(ONE).fails(HOSTILE);
            Throwable failed = catchThrowable(() -> facade.get(
                    stackSet.deploy(d -> d.accounts(ONE).regions(VIRGINIA)).completion()));
            assertPrintable(said(failed.getCause()), "failure");

            facade.aws.faults().account(ONE).drifts("Auditor", "/Path" + HOSTILE, HOSTILE, HOSTILE);
            OperationResult result = facade.finish(stackSet.detectDrift(d -> {}));
            DriftReport report = facade.get(stackSet.driftReport(result.token().operationId()));
            assertPrintable(report.render(), "drift");
            assertPrintable(report.renderWithValues(), "drift with values");

            facade.aws.faults().on("DescribeStackSet").call(1).fails(400, "ValidationError", HOSTILE);
            Throwable refused = catchThrowable(() -> facade.get(stackSet.describe()));
            Throwable typed = Objects.requireNonNull(refused.getCause());
            assertThat(typed).hasMessageContaining("x\\n\\nNot touched");
            assertPrintable(said(typed).replace("\n", "\r"), "refusal");
            assertPrintable(String.valueOf(typed.getCause()).replace("\n", "\r"), "cause");
        }
    }

    static Stream<ThrowingCallable> refusals() {
        String garbage = HOSTILE + "y".repeat(1_000_000);
        return Stream.<ThrowingCallable>of(
                () -> OperationToken.parse(garbage),
                () -> OperationToken.parse("stackset-operation/v1/" + garbage + "/b/c"),
                () -> OperationToken.parse("stackset-operation/v1/us-east-1/" + garbage + "/c"),
                () -> OperationToken.parse("stackset-operation/v1/us-east-1/b/" + garbage),
                () -> Targets.accounts(garbage),
                () -> Targets.accounts(
                        IntStream.range(0, 50_000).mapToObj(i -> HOSTILE + i).toList()),
                () -> Targets.organizationalUnits(garbage),
                () -> Targets.organizationalUnits("o-" + garbage),
                () -> TemplateSource.url(garbage.substring(0, 5_000)),
                () -> definition().name(garbage).build(),
                () -> definition().executionRoleName(garbage).build(),
                () -> definition().tag("aws:" + HOSTILE, "x").build(),
                () -> Plan.parse(garbage),
                () -> Plan.parse("{\"" + HOSTILE.replace("\n", "\\n").replace("\r", "") + "\": 1}"));
    }

    private static StackSetDefinition.Builder definition() {
        return StackSetDefinition.builder().name("baseline").template(TemplateSource.inline(TEMPLATE));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusedInput_hostileAndLong_isRepeatedPrintableAndInShort(ThrowingCallable call) {
        Throwable refused = catchThrowable(call);

        assertThat(refused).isNotNull();
        assertThat(refused.getMessage()).hasSizeLessThan(1_000).doesNotContain("\n");
        assertPrintable(said(refused), "message");
    }
}
