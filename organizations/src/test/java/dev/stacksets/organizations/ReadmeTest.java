package dev.stacksets.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.organizations.preflight.PreflightReport;
import dev.stacksets.testing.organization.AccountState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path EXAMPLE = Path.of("src/test/java/dev/stacksets/organizations/ReadmeExample.java");

    @Test
    void example_isTheCodeThatIsCompiledHere() throws IOException {
        String source = Files.readString(EXAMPLE);
        String method = source.substring(source.indexOf("    static PreflightReport"), source.lastIndexOf('}'));

        assertThat(Files.readString(Path.of("../README.md")))
                .contains(method.stripTrailing().stripIndent());
    }

    @Test
    void example_onTheSimulator_explainsAndFindsNothing() {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        StackSetDefinition baseline = StackSetDefinition.builder()
                .name("base")
                .template(TemplateSource.inline("Resources: {Topic: {Type: AWS::SNS::Topic}}"))
                .serviceManaged()
                .build();
        PreflightReport report;

        try (Simulated simulated = new Simulated(organization -> organization.ou(
                "Workloads",
                workloads -> workloads.ou(
                        "Prod",
                        prod -> prod.account("111122223333", "shop")
                                .account("222233334444", "audit-log")
                                .account("333344445555", account -> account.state(AccountState.SUSPENDED)))))) {
            simulated.aws.time().autoAdvance();
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            report = ReadmeExample.look(simulated.stackSets, simulated.directory, baseline);
        } finally {
            System.setOut(console);
        }

        assertThat(report.isClear()).as(report.render()).isTrue();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("in   111122223333 shop (Root/Workloads/Prod): in Root/Workloads/Prod; not named audit*")
                .contains("out  222233334444 audit-log (Root/Workloads/Prod): named audit*")
                .contains("OK trusted access");
    }
}
