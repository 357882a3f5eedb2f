package dev.stacksets.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of calls that strangers send. */
@Timeout(60)
class CallJournalBoundsTest {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final String LIST = "Action=ListStackSets";

    @Test
    void callsOfTwoMebibytesEach_areKeptToThoseThatFit() {
        StackSetsSimulator aws = StackSetsSimulator.builder()
                .callsKept(1_000)
                .callBytesKept(20L * MEBIBYTE)
                .build();
        String junk = "&Junk=" + "x".repeat(2 * MEBIBYTE - 100);
        try (SimulatorEndpoint endpoint = aws.serve().manualTime()) {
            Http http = new Http(endpoint.uri());
            for (int i = 0; i < 12; i++) {
                http.post(LIST + "&Number=" + i + junk);
            }

            // Two bytes a character are counted: four MiB each, and a little.
            assertThat(aws.calls().all())
                    .extracting(call -> call.parameters().get("Number"))
                    .containsExactly("8", "9", "10", "11");
        }
    }

    @Test
    void callsOfManyParameters_areCountedByParameter() {
        StackSetsSimulator aws =
                StackSetsSimulator.builder().callBytesKept(MEBIBYTE).build();
        StringBuilder many = new StringBuilder(LIST);
        for (int i = 0; i < 4_000; i++) {
            many.append('&').append(i).append('=');
        }
        try (SimulatorEndpoint endpoint = aws.serve().manualTime()) {
            Http http = new Http(endpoint.uri());
            for (int i = 0; i < 5; i++) {
                http.post(many.toString());
            }

            assertThat(aws.calls().all()).hasSize(1);
        }
    }

    @Test
    void callLargerThanAllThatIsKept_isForgottenAlone_andCountedNoMore() {
        StackSetsSimulator aws =
                StackSetsSimulator.builder().callBytesKept(10_000).build();
        try (SimulatorEndpoint endpoint = aws.serve().manualTime()) {
            Http http = new Http(endpoint.uri());
            http.post(LIST + "&Junk=" + "x".repeat(10_000));
            assertThat(aws.calls().all()).isEmpty();

            http.post(LIST);
            assertThat(aws.calls().all()).hasSize(1);
            aws.calls().clear();
            for (int i = 0; i < 10; i++) {
                http.post(LIST);
            }
            assertThat(aws.calls().all()).hasSize(10);
        }
    }

    @Test
    void served_withoutALimit_keeps64Mebibytes() {
        StackSetsSimulator aws = StackSetsSimulator.create();
        String junk = "&Junk=" + "x".repeat(2 * MEBIBYTE - 100);
        try (SimulatorEndpoint endpoint = aws.serve().manualTime()) {
            Http http = new Http(endpoint.uri());
            for (int i = 0; i < 20; i++) {
                http.post(LIST + junk);
            }
        }

        assertThat(aws.calls().all()).hasSize(15);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void callBytesKept_nothing_isRefused(long bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StackSetsSimulator.builder().callBytesKept(bytes));
    }

    @Test
    void controlCharacters_ofACall_areShownNotObeyed() {
        StackSetsSimulator aws = StackSetsSimulator.create();
        try (SimulatorEndpoint endpoint = aws.serve().manualTime()) {
            new Http(endpoint.uri())
                    .post(
                            "Action=List%1B%5B2J%0A2026-01-01+DeleteStackSet+200&Name=%1B%5D0%3Bx%07%E2%80%AEevil%0Aline");
        }

        assertThat(aws.calls().all()).singleElement().satisfies(call -> {
            assertThat(call.action()).isEqualTo("List\\u001b[2J\\n2026-01-01 DeleteStackSet 200");
            assertThat(call.parameters()).containsEntry("Name", "\u001b]0;x\u0007\u202eevil\nline");
            assertThat(call.toString()).contains("\\u001b]0;x\\u0007\\u202eevil\\nline");
            assertThat(call.toString().chars().noneMatch(Character::isISOControl))
                    .isTrue();
        });
        assertThat(aws.describe()).doesNotContain("\u001b").contains("List\\u001b[2J\\n2026-01-01");
    }

    @Test
    void secrets_ofServedCalls_areMaskedInTheJournal() {
        StackSetsSimulator aws = StackSetsSimulator.create();
        try (SimulatorEndpoint endpoint = aws.serve().manualTime()) {
            Http http = new Http(endpoint.uri());
            http.post("Action=CreateStackSet&StackSetName=base&TemplateBody=hunter2"
                    + "&Parameters.member.1.ParameterKey=Password&Parameters.member.1.ParameterValue=hunter2");
            http.post("Action=CreateStackInstances&StackSetName=base&Accounts.member.1=111122223333"
                    + "&ParameterOverrides.member.1.ParameterKey=P&ParameterOverrides.member.1.ParameterValue=hunter2");
            http.send(
                    "POST",
                    "/",
                    "{\"Password\":\"hunter2\",\"Deep\":[{\"SecretKey\":\"hunter2\"}]}",
                    Map.of("X-Amz-Target", "AWSOrganizationsV20161128.ListRoots"));
        }

        assertThat(aws.calls().all())
                .hasSize(3)
                .allSatisfy(call -> assertThat(call.toString()).contains("****").doesNotContain("hunter2"));
        assertThat(aws.describe()).doesNotContain("hunter2");
    }
}
