package dev.stacksets.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.stacksets.StackSets;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.testing.StackSetsSimulator;
import dev.stacksets.testing.VirtualTime;
import dev.stacksets.testing.junit.StackSetsTest.UnusedFaults;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/** Runs small test classes with the extension and looks at what became of them. */
class StackSetsExtensionTest {

    private static final String TEMPLATE = "Resources: {A: {Type: AWS::SNS::Topic}}";
    private static final List<StackSetsSimulator> SEEN = new ArrayList<>();

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    private static TestExecutionSummary run(Class<?> tests) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .build();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }

    private static List<String> failures(Class<?> tests) {
        return run(tests).getFailures().stream()
                .map(failure -> String.valueOf(failure.getException().getMessage()))
                .toList();
    }

    @StackSetsTest
    static class Injected {
        @BeforeEach
        void before(CloudFormationClient client) {
            client.createStackSet(r -> r.stackSetName("before").templateBody(TEMPLATE));
        }

        @Test
        void one(StackSetsSimulator aws, VirtualTime time, StackSets stackSets, CloudFormationAsyncClient client) {
            SEEN.add(aws);
            stackSets
                    .create("one", s -> s.template(TemplateSource.inline(TEMPLATE)))
                    .join();
            assertThat(time).isSameAs(aws.time());
            assertThat(client.listStackSets().join().summaries()).hasSize(2);
        }

        @Test
        void two(StackSetsSimulator aws, CloudFormationClient client) {
            SEEN.add(aws);
            assertThat(client.listStackSets().summaries()).hasSize(1);
        }
    }

    @Test
    void everyTest_getsASimulatorOfItsOwn() {
        assertThat(failures(Injected.class)).isEmpty();
        assertThat(SEEN).hasSize(2).doesNotHaveDuplicates();
    }

    @StackSetsTest
    static class Unused {
        @Test
        void plants(StackSetsSimulator aws) {
            aws.faults().on("CreateStackSet").throttles();
        }

        @Test
        @StackSetsTest(unusedFaults = UnusedFaults.ALLOW)
        void plantsAndMeansIt(StackSetsSimulator aws) {
            aws.faults().on("DeleteStackSet").throttles();
        }

        @Nested
        class Inner {
            @Test
            void plants(StackSetsSimulator aws) {
                aws.faults().on("UpdateStackSet").throttles();
            }
        }
    }

    @Test
    void unusedFault_failsUnlessAllowed() {
        assertThat(failures(Unused.class))
                .hasSize(2)
                .allSatisfy(message -> assertThat(message).contains("never did anything"))
                .anySatisfy(message -> assertThat(message).contains("CreateStackSet"))
                .anySatisfy(message -> assertThat(message).contains("UpdateStackSet"));
    }

    @StackSetsTest
    static class OfEveryKind {
        @Test
        void limit(StackSetsSimulator aws) {
            aws.faults().throttle(5, 10).mustRefuse();
        }

        @Test
        void staleRead(StackSetsSimulator aws, CloudFormationClient client) {
            aws.faults().on("CreateStackSet").answersAsOf(Duration.ofSeconds(1));
            client.createStackSet(r -> r.stackSetName("a").templateBody(TEMPLATE));
        }

        @Test
        void role(StackSetsSimulator aws) {
            aws.faults().everywhere().missesExecutionRole();
        }

        @Test
        void circumstance(StackSetsSimulator aws) {
            aws.faults().throttle(5, 10);
        }
    }

    @Test
    void unusedFault_ofEveryKind_failsButForAThrottleThatNeedNotRefuse() {
        assertThat(failures(OfEveryKind.class))
                .hasSize(3)
                .anySatisfy(message -> assertThat(message).contains("throttle of all actions"))
                .anySatisfy(message -> assertThat(message).contains("CreateStackSet", "AsOf"))
                .anySatisfy(message -> assertThat(message).contains("NoExecutionRole"));
    }

    static class Failing {
        @RegisterExtension
        static final StackSetsExtension SIMULATOR = StackSetsExtension.of(s -> s.administratorAccount("111122223333"))
                .unusedFaults(UnusedFaults.ALLOW);

        @Test
        void fails(CloudFormationClient client, StackSetsSimulator aws) {
            aws.faults().on("DeleteStackSet").throttles();
            client.createStackSet(r -> r.stackSetName("visible").templateBody(TEMPLATE));
            aws.time().advance(Duration.ofSeconds(7));
            client.createStackInstances(r -> r.stackSetName("visible")
                    .operationId("op-1")
                    .accounts("111122223333")
                    .regions("eu-west-1"));
            aws.time().advance(Duration.ofSeconds(6));
            throw new IllegalStateException("the test's own failure");
        }

        @Test
        void passes(StackSetsSimulator aws) {
            aws.faults().on("DeleteStackSet").throttles();
        }
    }

    @Test
    void failure_isDescribed() {
        PrintStream console = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(failures(Failing.class)).containsExactly("the test's own failure");
        } finally {
            System.setErr(console);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains(
                        "The simulator of fails",
                        "at 2026-01-01T00:00:13Z",
                        "stackset/visible:",
                        "operation op-1 CREATE RUNNING since 2026-01-01T00:00:07Z",
                        "instance 111122223333/eu-west-1 OUTDATED/RUNNING",
                        "timers: 1 pending, first: 2026-01-01T00:00:42Z instance 111122223333/eu-west-1 RUNNING",
                        "DeleteStackSet from call 1",
                        "2026-01-01T00:00:07Z +PT7S CreateStackInstances 200");
    }
}
