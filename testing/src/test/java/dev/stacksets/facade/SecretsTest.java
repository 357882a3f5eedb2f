package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.PASSWORD;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.Secret;
import dev.stacksets.drift.DriftReport;
import dev.stacksets.operation.OperationResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/** Whatever happens, a secret is in no log, at no level, and in no text of ours. */
class SecretsTest {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Level level = root.getLevel();

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
    }

    @AfterEach
    void stopListening() {
        root.setLevel(level);
        root.detachAppender(log);
    }

    @Test
    void wholeWorkflowWithFaults_leavesNoTraceOfTheSecret() {
        String said;
        try (Facade facade = new Facade()) {
            StackSet stackSet = facade.baseline();
            facade.aws.faults().on("CreateStackInstances").call(1).losesAnswer();
            facade.aws.faults().account(ONE).fails("no role");
            OperationResult result = facade.finish(stackSet.deploy(
                    d -> d.accounts(ONE).regions(VIRGINIA).overrides(o -> o.set("Password", PASSWORD))));
            said = result
                    + stackSet.describe().join().toString()
                    + stackSet.describeInstance(ONE, VIRGINIA).join()
                    + facade.aws.describe();
        }

        assertThat(said).doesNotContain(PASSWORD.reveal());
        assertThat(log.list).isNotEmpty();
        assertThat(logged()).doesNotContain(PASSWORD.reveal());
    }

    @Test
    void driftedValue_isShownOnlyToWhoAsksForIt() {
        String said;
        DriftReport report;
        try (Facade facade = new Facade()) {
            StackSet stackSet = facade.baseline();
            facade.finish(stackSet.deploy(d -> d.accounts(ONE).regions(VIRGINIA)));
            facade.aws.faults().account(ONE).drifts("Auditor", "/LoginProfile/Password", "****", PASSWORD.reveal());
            OperationResult result = facade.finish(stackSet.detectDrift(d -> {}));
            report = facade.get(stackSet.driftReport(result.token().operationId()));
            said = result
                    + report.toString()
                    + report.render()
                    + facade.get(stackSet.listResourceDrifts(result.token().operationId(), ONE, VIRGINIA)
                            .toList());
        }

        assertThat(said).contains("/LoginProfile/Password").doesNotContain(PASSWORD.reveal());
        assertThat(logged()).doesNotContain(PASSWORD.reveal());
        assertThat(report.renderWithValues()).contains(PASSWORD.reveal());
    }

    @Test
    void answerThatRepeatsTheSecret_isCleaned() {
        try (Facade facade = new Facade()) {
            StackSet stackSet = facade.baseline();
            facade.aws
                    .faults()
                    .on("UpdateStackSet")
                    .call(1)
                    .fails(400, "ValidationError", "Value '" + PASSWORD.reveal() + "' is too short");

            assertThatThrownBy(() -> stackSet.update(u -> u.parameter("Password", PASSWORD))
                            .accepted()
                            .join())
                    .isInstanceOfSatisfying(CompletionException.class, failure -> {
                        StringWriter trace = new StringWriter();
                        failure.printStackTrace(new PrintWriter(trace));
                        assertThat(trace.toString()).contains("****").doesNotContain(PASSWORD.reveal());
                    });
        }
    }

    @Test
    void reasonThatRepeatsAnOverridesSecret_isCleanedWhereverItIsRead() {
        String secret = "Battery's <1>&";
        String said;
        try (Facade facade = new Facade()) {
            StackSet stackSet = facade.baseline();
            facade.aws
                    .faults()
                    .account(ONE)
                    .fails("Value '" + secret + "', Battery&apos;s &lt;1&gt;&amp; or "
                            + URLEncoder.encode(secret, StandardCharsets.UTF_8) + " is too short");
            OperationHandle handle = stackSet.deploy(
                    d -> d.accounts(ONE).regions(VIRGINIA).overrides(o -> o.set("Password", Secret.of(secret))));
            OperationResult result = facade.finish(handle);
            assertThat(result.failures())
                    .singleElement()
                    .satisfies(failure ->
                            assertThat(failure.reason()).contains("Value '****', **** or **** is too short"));
            said = result
                    + trace(catchThrowable(() -> handle.completion().join()))
                    + facade.get(stackSet.describeInstance(ONE, VIRGINIA))
                    + facade.get(stackSet.listInstances().toList())
                    + facade.get(stackSet.listOperations().toList());
        }

        assertThat(said).contains("****").doesNotContain("Battery");
        assertThat(logged()).doesNotContain(secret);
    }

    @Test
    void clientThatThrowsWithTheSecret_isCleanedDownToWhatItSuppressed() {
        Exception thrown = new IllegalStateException("Sent " + PASSWORD.reveal(), new IOException(PASSWORD.reveal()));
        thrown.addSuppressed(new IOException("closing, with " + PASSWORD.reveal()));
        try (Facade facade = new Facade();
                StackSets stackSets = StackSets.builder()
                        .client(throwing(facade.aws.asyncClient(), thrown))
                        .timeSource(facade.aws.time())
                        .callbackExecutor(Runnable::run)
                        .build()) {
            Throwable refused = catchThrowable(() -> facade.get(stackSets
                    .stackSet("baseline")
                    .update(u -> u.parameter("Password", PASSWORD))
                    .accepted()));

            assertThat(trace(refused))
                    .contains("Sent ****", "closing, with ****", "java.io.IOException")
                    .doesNotContain(PASSWORD.reveal());
        }
    }

    private static CloudFormationAsyncClient throwing(CloudFormationAsyncClient real, Exception thrown) {
        return (CloudFormationAsyncClient) Proxy.newProxyInstance(
                SecretsTest.class.getClassLoader(),
                new Class<?>[] {CloudFormationAsyncClient.class},
                (proxy, method, arguments) -> {
                    if (method.getReturnType() == CompletableFuture.class) {
                        throw thrown;
                    }
                    return method.invoke(real, arguments);
                });
    }

    private static String trace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    private String logged() {
        return log.list.stream()
                .map(event -> event.getFormattedMessage() + event.getThrowableProxy())
                .collect(Collectors.joining("\n"));
    }
}
