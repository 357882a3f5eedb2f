package dev.stacksets.internal.document;

import static dev.stacksets.internal.planning.Fleets.account;
import static dev.stacksets.internal.planning.Fleets.desired;
import static dev.stacksets.internal.planning.Fleets.found;
import static dev.stacksets.internal.planning.Fleets.instance;
import static dev.stacksets.internal.planning.Fleets.region;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.internal.planning.Fleets;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Plan;
import dev.stacksets.target.InstanceStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plan as text, page and JSON. */
class PlanDocumentTest {
    private static final Secret PASSWORD = Secret.of("hunter2hunter2");

    private static final Plan PLAN = varied();

    /** Something of everything. */
    private static Plan varied() {
        DesiredStackSet desired = desired(d -> d.definition(
                        "base",
                        s -> s.template(TemplateSource.inline("Resources: {}"))
                                .parameter("Level", "high <b>")
                                .parameter("Password", PASSWORD)
                                .tag("Owner", "me"))
                .group(
                        "prod & more",
                        g -> g.accounts(account(1), account(2))
                                .regions(region(1), region(2))
                                .overrides(o -> o.set("Level", "x").set("Token", PASSWORD)))
                .group("test", g -> g.accounts(account(3)).regions(region(1)))
                .group("broken", g -> g.accounts(account(4)).regions(region(2)))
                .retry(r -> r.rounds(2).pause(Duration.ofMinutes(1)))
                .preferences(p -> p.maxConcurrentCount(2).failureToleranceCount(1)));
        return Fleets.plan(
                desired,
                found().parameters(Map.of("Level", "low")).build(),
                instance(1, 1, InstanceStatus.CURRENT, Map.of("Level", "y")),
                instance(1, 2, InstanceStatus.OUTDATED, Map.of("Level", "x", "Token", "****")),
                instance(3, 1, InstanceStatus.CURRENT, Map.of()),
                instance(4, 2, InstanceStatus.INOPERABLE, Map.of()),
                instance(9, 2, InstanceStatus.CURRENT, Map.of()));
    }

    /** Hashes of plans that somebody approved must not change with a new version: a new form is a new schema. */
    @Test
    void json_isWhatItAlwaysWas() throws IOException {
        try (InputStream golden = Objects.requireNonNull(getClass().getResourceAsStream("/plan-schema-2.json"))) {
            String text = new String(golden.readAllBytes(), StandardCharsets.UTF_8);

            assertThat(PLAN.toJson()).isEqualTo(text);
            assertThat(Plan.parse(text)).isEqualTo(PLAN);
            assertThat(Plan.parse(text).toJson()).isEqualTo(text);
            assertThat(PLAN.hash()).isEqualTo("f65ba6d435ca48b4194826e2500dd98a25ace785a7cbe82bae3d3e7100dee4b8");
        }
    }

    @Test
    void nothingShown_holdsASecret() {
        assertThat(PLAN.toJson() + PLAN.render() + PLAN.renderHtml() + PLAN).doesNotContain(PASSWORD.reveal());
        assertThat(PLAN.render() + PLAN.renderHtml() + PLAN).doesNotContain("Resources: {}");
    }

    @Test
    void text_saysWhatHowManyWhereAndWhatIsLeftAlone() {
        assertThat(Plan.parse(PLAN.toJson()).render())
                .startsWith("Plan " + PLAN.hash() + "\nfor stack set base in us-east-1")
                .contains(
                        "operations, the fewest possible",
                        "  parameter Level: low -> high <b>",
                        "  parameter Password: new",
                        "  tag Owner: none -> me",
                        "create: 2 instances = 1 account x 2 Regions; overrides Level=x, Token=",
                        account(2) + "\n        in " + region(1) + ", " + region(2),
                        "  prod & more: 4 instances; ",
                        "  1 inoperable. A delete or import failed there.",
                        "  1 named by no group. They are kept.",
                        "Secrets needed\n  Password")
                .doesNotContain("null");
    }

    @Test
    void nothingToDo_isSaid() {
        Plan empty = Fleets.plan(
                desired(d -> d.group("all", g -> g.accounts(account(1)).regions(region(1)))),
                found().build(),
                instance(1, 1, InstanceStatus.CURRENT, Map.of()));

        assertThat(empty.render()).contains("Nothing to do.", "1 as they should be.");
        assertThat(empty.renderHtml()).contains("Nothing to do").contains("as they should be");
    }

    @Test
    void page_showsEveryInstanceOnce_escapesWhatItShows_andNeedsNothingFromElsewhere() {
        String page = PLAN.renderHtml();

        Matcher cells =
                Pattern.compile("<td class=\"cell (\\w+)\" title=\"([^\"]+)\">").matcher(page);
        assertThat(cells.results().map(cell -> cell.group(1)).toList())
                .containsExactlyInAnyOrder("override", "define", "create", "create", "define", "inoperable", "foreign");
        assertThat(page)
                .contains("prod &amp; more", "high &lt;b&gt;", "Content-Security-Policy")
                .doesNotContain("<script", "http://", "https://", "url(", "<b>\n", "src=", "null");
    }

    @Test
    void page_joinsAccountsThatAreAlike() {
        List<String> accounts =
                IntStream.range(0, 5_000).mapToObj(Fleets::account).toList();
        Plan large = Fleets.plan(
                desired(d -> d.group("all", g -> g.accounts(accounts).regions(region(1), region(2)))),
                Optional.empty(),
                List.of());

        assertThat(large.renderHtml()).contains("5,000 accounts").hasSizeLessThan(200_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"schema\": 2 | \"schema\": 1 | plan again",
                "\"schema\": 2 | \"schema\": 3 | a newer version",
                "\"schema\": 2 | \"schema\": 2, \"more\": 1 | more",
                "\"schema\": 2 | \"schema\": 2, \"schema\": 2 | a key twice (line 2",
                "\"schema\": 2 | /* 1 */ \"schema\": 2 | not JSON (line 2",
                "\"schema\": 2 | \"schema\": 2e400 | schema is no whole number",
                "\"schema\": 2 | \"schema\": null | schema is null",
                "\"region\": \"us-east-1\" | \"region\": \"us east 1\" | region 'us east 1' is not valid",
                "\"account\": \"999988887777\" | \"account\": \"1\" | account '1' is not valid",
                "\"stackSet\": \"base\" | \"stackSet\": \"other\" | stackSet and baseline.stackSet.name are not the same",
                "\"id\": \"base: | \"id\": \"other: | baseline.stackSet.id",
                "\"region\": \"us-east-1\", | | lacks the field 'region'",
                "\"operationsAtLeast\": | \"operationsAtLeast\": \"x\", \"y\": | operationsAtLeast is no whole number",
                "\"action\": \"CREATE\" | \"action\": \"DESTROY\" | steps[",
                "\"maxConcurrentCount\": 2 | \"maxConcurrentCount\": 0 | maxConcurrentCount",
                "{ | ( | not JSON",
            })
    void otherJson_isRefusedWithItsPlace(String part, String changed, String said) {
        String json = PLAN.toJson();
        assertThat(json).contains(part);

        assertThatThrownBy(() -> Plan.parse(json.replace(part, changed == null ? "" : changed)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(said);
    }
}
