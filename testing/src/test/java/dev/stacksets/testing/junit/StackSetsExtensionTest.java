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

    static class Failing {
        @RegisterExtension
        static final StackSetsExtension SIMULATOR = StackSetsExtension.of(s -> s.administratorAccount("111122223333"))
                .unusedFaults(UnusedFaults.ALLOW);

        @Test
        void fails(CloudFormationClient client, StackSetsSimulator aws) {
            aws.faults().on("DeleteStackSet").throttles();
            client.createStackSet(r -> r.stackSetName("visible").templateBody(TEMPLATE));
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
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("The simulator of fails", "visible");
    }
}
