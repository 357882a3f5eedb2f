package dev.stacksets.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.StackSets;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.resilience.PollPolicy;
import dev.stacksets.testing.SimulatorEndpoint;
import dev.stacksets.testing.StackSetsSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

@Timeout(60)
class ServeCommandTest {
    private static final String READY = "listening on ";

    @TempDir
    Path folder;

    private CommandRun command;

    @BeforeEach
    void start() {
        command = new CommandRun(folder);
    }

    private URI endpoint() {
        String line = command.out().strip();
        assertThat(line).matches(READY + "http://127\\.0\\.0\\.1:[0-9]+");
        return URI.create(line.substring(READY.length()));
    }

    private StackSets connected() {
        return StackSets.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .pollPolicy(PollPolicy.fixed(Duration.ofMillis(100)))
                .build();
    }

    private OperationResult rollOut() {
        try (StackSets stackSets = connected()) {
            return stackSets
                    .create("base", s -> s.template(TemplateSource.inline("Resources: {A: {Type: AWS::SNS::Topic}}")))
                    .join()
                    .deploy(d -> d.accounts(CommandRun.A).regions("us-east-1"))
                    .outcome()
                    .join();
        }
    }

    @Test
    void instant_servesUntilEnded() {
        List<OperationResult> results = new ArrayList<>();
        command.whileServing = () -> results.add(rollOut());

        assertThat(command.run("serve", "--port", "0", "--instant", "--seed", "7"))
                .isZero();
        assertThat(results.get(0).failures()).isEmpty();
    }

    @Test
    void failAccount_failsThere() {
        List<OperationResult> results = new ArrayList<>();
        command.whileServing = () -> results.add(rollOut());

        assertThat(command.run("serve", "--port", "0", "--instant", "--fail-account", CommandRun.A))
                .isZero();
        assertThat(results.get(0).failures()).hasSize(1);
    }

    @Test
    void deployTo_anEndpointWithoutStacks_failsEachInstanceWithItsReason() {
        List<OperationResult> results = new ArrayList<>();
        command.whileServing = () -> results.add(rollOut());
        try (SimulatorEndpoint stackless = StackSetsSimulator.create().serve()) {
            assertThat(command.run(
                            "serve",
                            "--port",
                            "0",
                            "--time-scale",
                            "1000",
                            "--deploy-to",
                            stackless.uri().toString()))
                    .isZero();
        }

        assertThat(results.get(0).failures())
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure.reason())
                        .hasValueSatisfying(reason -> assertThat(reason).contains("CreateStack")));
    }

    @Test
    void allowHost_answersForItToo() {
        List<String> answers = new ArrayList<>();
        command.whileServing = () -> {
            answers.add(postFor("host.docker.internal"));
            answers.add(postFor("evil.example"));
        };

        assertThat(command.run("serve", "--port", "0", "--instant", "--allow-host", "Host.Docker.Internal"))
                .isZero();
        assertThat(answers.get(0)).startsWith("HTTP/1.1 200");
        assertThat(answers.get(1)).startsWith("HTTP/1.1 421").contains("--allow-host");
    }

    @Test
    void allowHost_withAPort_isRefused() {
        assertThat(command.run("serve", "--port", "0", "--allow-host", "localhost:80"))
                .isEqualTo(2);
    }

    private String postFor(String host) {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), endpoint().getPort())) {
            socket.getOutputStream()
                    .write(("GET /?Action=ListStackSets HTTP/1.1\r\nHost: " + host + ":1\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void throttle_refusesCallsBeyondTheBurst() {
        List<String> answers = new ArrayList<>();
        command.whileServing = () -> {
            for (int i = 0; i < 3; i++) {
                answers.add(post("Action=ListStackSets"));
            }
        };

        assertThat(command.run("serve", "--port", "0", "--time-scale", "0.001", "--throttle", "0.5,2"))
                .isZero();
        assertThat(answers.subList(0, 2))
                .allSatisfy(answer -> assertThat(answer).contains("ListStackSetsResult"));
        assertThat(answers.get(2)).contains("<Code>Throttling</Code>", "Rate exceeded");
    }

    private String post(String body) {
        HttpRequest request = HttpRequest.newBuilder(endpoint())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void timeOptions_areTaken() {
        assertThat(command.run("serve", "--port", "0", "--stack-duration", "500ms", "--time-scale", "1000"))
                .isZero();
    }

    @Test
    void portTaken_isOneSentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(command.run("serve", "--port", Integer.toString(taken.getLocalPort())))
                    .isEqualTo(1);
            assertThat(command.err()).contains("Cannot listen on port " + taken.getLocalPort());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--port,70000,--port is 0 to 65535",
        "--port,http,is not an int",
        "--time-scale,0,--time-scale is a number above zero",
        "--stack-duration,soon,is no time: one looks like 2s",
        "--administrator-account,12,exactly 12 digits",
        "--fail-account,12,exactly 12 digits",
        "--throttle,'0,10',is no rate and burst",
        "--throttle,'5,0',is no rate and burst",
        "--throttle,'5,1000000',is no rate and burst",
        "--throttle,'-1,1',is no rate and burst",
        "--throttle,5,is no rate and burst",
        "--throttle,fast,is no rate and burst",
        "--time-scale,-1,--time-scale is a number above zero",
        "--time-scale,Infinity,--time-scale is a number above zero",
        "--stack-duration,-2s,is no time: one looks like 2s",
        "--seed,x,--seed",
        "--accounts,-1,--accounts is 0 to 10000",
        "--organization,nowhere.yaml,Organization file nowhere.yaml does not exist"
    })
    void badOption_isRefused(String option, String value, String sentence) {
        command.whileServing = () -> {
            throw new AssertionError("it must not start");
        };

        assertThat(command.run("serve", option, value)).isEqualTo(2);
        assertThat(command.err()).contains(sentence);
    }

    @Test
    void instantAndTime_excludeEachOther() {
        assertThat(command.run("serve", "--instant", "--time-scale", "2")).isEqualTo(2);
        assertThat(command.err()).contains("--instant leaves no time to pass");
    }

    /** What a client without an account id as access key sees: the management account, then all accounts. */
    private List<String> served(String... options) {
        List<String> seen = new ArrayList<>();
        command.whileServing = () -> {
            try (OrganizationsClient client = OrganizationsClient.builder()
                    .endpointOverride(endpoint())
                    .region(Region.US_EAST_1)
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                    .build()) {
                seen.add(client.describeOrganization().organization().masterAccountId());
                client.listAccountsPaginator()
                        .forEach(page -> page.accounts().forEach(account -> seen.add(account.id())));
            }
        };
        List<String> all = new ArrayList<>(List.of("serve", "--port", "0", "--instant"));
        all.addAll(List.of(options));
        assertThat(command.run(all.toArray(String[]::new))).as(command.err()).isZero();
        return seen;
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("organization.yaml"), text);
    }

    @Test
    void organization_ofAFile_isServed() throws IOException {
        Path file = written("{managementAccount: 111111111111, units: [{name: Prod, accounts: [222222222222]}]}");

        assertThat(served("--organization", file.toString()))
                .containsExactly("111111111111", "111111111111", "222222222222");
    }

    @Test
    void accounts_areMadeUp() {
        assertThat(served("--accounts", "30")).hasSize(32).startsWith("123456789012");
        assertThat(served("--accounts", "0", "--administrator-account", CommandRun.A))
                .containsExactly(CommandRun.A, CommandRun.A);
    }

    @Test
    void organization_withAMistake_isRefusedWithItsPlace() throws IOException {
        Path file = written("units:\n  - nam: Prod\n");

        assertThat(command.run("serve", "--organization", file.toString())).isEqualTo(2);
        assertThat(command.err()).contains("organization.yaml, line 2, column 5: nobody asks for 'nam' here");
    }

    @Test
    void organizationAndAccounts_excludeEachOther() {
        assertThat(command.run("serve", "--accounts", "2", "--organization", "any.yaml"))
                .isEqualTo(2);
        assertThat(command.err()).contains("leave one of them out");
    }
}
