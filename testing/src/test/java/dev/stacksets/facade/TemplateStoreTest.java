package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.PASSWORD;
import static dev.stacksets.facade.Facade.TEMPLATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.Finding;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.InsufficientCapabilitiesException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.error.TemplateStoreException;
import dev.stacksets.spi.TemplateStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Capability;

/** Templates too large for a request go by way of the store, once each; without one nothing is sent. */
class TemplateStoreTest {
    private static final String MARK = "nobody-reads-this";
    private static final TemplateSource LARGE = TemplateSource.inline(TEMPLATE + "# " + MARK + "x".repeat(51_200));

    private final Facade facade = new Facade();
    private final List<TemplateSource.Inline> stored = new ArrayList<>();

    @AfterEach
    void close() {
        facade.close();
    }

    @Test
    void largeTemplate_withoutAStore_isRefusedBeforeAnyCall() {
        StackSet baseline = facade.stackSets.stackSet("baseline");

        assertRefused(() -> facade.stackSets.create("baseline", s -> s.template(LARGE)));
        assertRefused(() -> baseline.update(u -> u.template(LARGE)));
        assertRefused(() -> facade.stackSets.summarizeTemplate(LARGE));
        assertThat(facade.stackSets.check("baseline", s -> s.template(LARGE)).join())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
                    assertThat(finding.problem()).contains("51200");
                    assertThat(finding.nextStep()).contains("stacksets-s3").contains("S3TemplateStore");
                });
        assertThat(facade.aws.calls().all()).isEmpty();
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("inline template has 5")
                .hasMessageContaining("S3TemplateStore of stacksets-s3")
                .hasMessageNotContaining(MARK);
    }

    @Test
    void largeTemplate_createUpdateSummaryAndCheck_goThroughTheStore() {
        try (StackSets stackSets = storing(remembering())) {
            assertThat(stackSets.summarizeTemplate(LARGE).join().parameters()).containsKey("Password");
            assertThat(stackSets.check("baseline", s -> s.template(LARGE)).join())
                    .extracting(Finding::field)
                    .containsExactly("parameters", "capabilities");
            StackSet baseline = created(stackSets, LARGE);
            assertThat(baseline.describe().join().templateBody()).contains(((TemplateSource.Inline) LARGE).body());

            facade.finish(baseline.update(
                    u -> u.template(LARGE).usePreviousValue("Password").capability(Capability.CAPABILITY_NAMED_IAM)));
        }

        assertThat(stored).hasSize(4).containsOnly((TemplateSource.Inline) LARGE);
        assertThat(facade.aws.calls().count("UpdateStackSet")).isEqualTo(1);
        assertThat(facade.aws.describe()).doesNotContain(MARK);
    }

    @Test
    void smallTemplate_goesWithTheRequest() {
        try (StackSets stackSets = storing(remembering())) {
            created(stackSets, TemplateSource.inline(TEMPLATE));
        }

        assertThat(stored).isEmpty();
    }

    @Test
    void repeatedAttempts_storeOnce() {
        facade.aws.faults().on("CreateStackSet").call(1).losesAnswer();
        facade.aws.faults().on("CreateStackSet").call(2).throttles();
        facade.aws.faults().on("UpdateStackSet").call(1).losesAnswer();
        facade.aws.faults().on("UpdateStackSet").call(2).throttles();
        try (StackSets stackSets = storing(remembering())) {
            StackSet baseline = facade.get(stackSets.create(
                    "baseline",
                    s -> s.template(LARGE)
                            .parameter("Password", PASSWORD)
                            .capability(Capability.CAPABILITY_NAMED_IAM)));
            facade.finish(baseline.update(
                    u -> u.template(LARGE).usePreviousValue("Password").capability(Capability.CAPABILITY_NAMED_IAM)));
        }

        assertThat(facade.aws.calls().count("CreateStackSet")).isEqualTo(3);
        assertThat(stored).hasSize(2);
    }

    @Test
    void refusalForCapabilities_isAdvisedFromTheStoredTemplate() {
        try (StackSets stackSets = storing(remembering())) {
            assertThatThrownBy(() -> stackSets
                            .create("baseline", s -> s.template(LARGE).parameter("Password", PASSWORD))
                            .join())
                    .cause()
                    .isInstanceOf(InsufficientCapabilitiesException.class)
                    .hasMessageContaining("AWS::IAM::User");
        }

        assertThat(stored).hasSize(1);
    }

    @Test
    void storeThatFails_sendsNothing_andSaysWhereAndForWhat() {
        TemplateStoreException told = new TemplateStoreException("The bucket is gone. Make it again.", null, null);
        try (StackSets stackSets = storing(template -> CompletableFuture.failedFuture(told))) {
            assertThatThrownBy(() ->
                            stackSets.create("baseline", s -> s.template(LARGE)).join())
                    .cause()
                    .isInstanceOf(TemplateStoreException.class)
                    .hasMessage("Stack set 'baseline': The bucket is gone. Make it again.");

            OperationHandle update = stackSets.stackSet("baseline").update(u -> u.template(LARGE));
            assertThatThrownBy(() -> update.accepted().join())
                    .cause()
                    .isInstanceOfSatisfying(
                            TemplateStoreException.class,
                            failure -> assertThat(failure.token()).contains(update.token()));
        }

        assertThat(facade.aws.calls().all()).isEmpty();
    }

    @Test
    void storeThatBreaks_isTypedAndNotAskedAgain() {
        assertUnstored(
                template -> {
                    stored.add(template);
                    return CompletableFuture.failedFuture(new IOException("connection reset"));
                },
                "connection reset");
        assertUnstored(
                template -> {
                    stored.add(template);
                    throw new IllegalStateException("closed");
                },
                "closed");
        assertUnstored(TemplateStoreTest::forgetful, "no future");
        assertUnstored(
                template -> CompletableFuture.supplyAsync(TemplateStoreTest::nothing, Runnable::run), "no address");

        assertThat(stored).hasSize(2);
        assertThat(facade.aws.calls().all()).isEmpty();
    }

    @SuppressWarnings("NullAway") // what a store must not do
    private static CompletableFuture<TemplateSource.Url> forgetful(TemplateSource.Inline template) {
        return null;
    }

    @SuppressWarnings("NullAway") // what a store must not do
    private static TemplateSource.Url nothing() {
        return null;
    }

    private void assertUnstored(TemplateStore store, String why) {
        try (StackSets stackSets = storing(store)) {
            assertThatThrownBy(() ->
                            stackSets.create("baseline", s -> s.template(LARGE)).join())
                    .cause()
                    .isInstanceOf(TemplateStoreException.class)
                    .hasMessageContaining("Stack set 'baseline'")
                    .hasMessageContaining(why)
                    .hasMessageContaining("Nothing was sent to CloudFormation")
                    .hasMessageNotContaining(MARK);
        }
    }

    @Test
    void closeWhileTheTemplateIsStored_sendsNothingAfterwards() {
        CompletableFuture<TemplateSource.Url> open = new CompletableFuture<>();
        StackSets stackSets = storing(template -> open);
        CompletableFuture<StackSet> created = stackSets.create("baseline", s -> s.template(LARGE));
        OperationHandle update = stackSets.stackSet("baseline").update(u -> u.template(LARGE));
        stackSets.close();
        open.complete(new TemplateSource.Url("https://bucket.s3.us-east-1.amazonaws.com/t"));

        assertThatThrownBy(created::join).cause().isInstanceOf(StackSetsException.class);
        assertThat(update.outcome()).isCompletedExceptionally();
        assertThat(facade.aws.calls().all()).isEmpty();
    }

    @Test
    void stoppingWhileTheTemplateIsStored_startsNothing() {
        CompletableFuture<TemplateSource.Url> slow = new CompletableFuture<>();
        StackSet stackSet = facade.baseline();
        try (StackSets stackSets = storing(template -> slow)) {
            OperationHandle update = stackSets.stackSet(stackSet.nameOrId()).update(u -> u.template(LARGE));
            CompletableFuture<Void> stop = update.stop();

            slow.complete(new TemplateSource.Url("https://bucket.s3.us-east-1.amazonaws.com/t"));

            assertThat(stop).isCompleted();
            assertThatThrownBy(() -> update.outcome().getNow(null)).hasMessageContaining("was never started");
            assertThat(facade.aws.calls().count("UpdateStackSet")).isZero();
        }
    }

    @Test
    void cancellingWhileTheTemplateIsStored_sendsNothingAfterwards() {
        CompletableFuture<TemplateSource.Url> open = new CompletableFuture<>();
        try (StackSets stackSets = storing(template -> open)) {
            CompletableFuture<StackSet> created = stackSets.create("baseline", s -> s.template(LARGE));
            created.cancel(true);
            open.complete(new TemplateSource.Url("https://bucket.s3.us-east-1.amazonaws.com/t"));
        }

        assertThat(facade.aws.calls().all()).isEmpty();
    }

    @Test
    void callsAfterClose_storeNothing() {
        StackSets stackSets = storing(remembering());
        stackSets.close();

        assertThatThrownBy(() -> created(stackSets, LARGE)).cause().isInstanceOf(StackSetsException.class);
        assertThat(stackSets.stackSet("baseline").update(u -> u.template(LARGE)).outcome())
                .isCompletedExceptionally();
        assertThat(stored).isEmpty();
    }

    /** AWS quotes the template when it refuses its length. */
    @Test
    void answerThatQuotesTheTemplate_isCleaned() {
        TemplateSource template = TemplateSource.inline(TEMPLATE + "# " + MARK);
        String quoted = "Value '" + ((TemplateSource.Inline) template).body() + "' at 'templateBody' is wrong";
        facade.aws.faults().on("CreateStackSet").call(1).fails(400, "ValidationError", quoted);
        facade.aws.faults().on("GetTemplateSummary").call(1).fails(400, "ValidationError", quoted);

        assertThatThrownBy(() -> created(facade.stackSets, template))
                .satisfies(
                        failure -> assertThat(trace(failure)).contains("****").doesNotContain(MARK));
        assertThatThrownBy(() -> facade.stackSets.summarizeTemplate(template).join())
                .satisfies(
                        failure -> assertThat(trace(failure)).contains("****").doesNotContain(MARK));
    }

    private static String trace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    private TemplateStore remembering() {
        TemplateStore store = facade.aws.templateStore();
        return template -> {
            stored.add(template);
            return store.put(template);
        };
    }

    private StackSets storing(TemplateStore store) {
        return StackSets.builder()
                .client(facade.aws.asyncClient())
                .timeSource(facade.aws.time())
                .callbackExecutor(Runnable::run)
                .templateStore(store)
                .build();
    }

    private static StackSet created(StackSets stackSets, TemplateSource template) {
        return stackSets
                .create(
                        "baseline",
                        s -> s.template(template)
                                .parameter("Password", PASSWORD)
                                .capability(Capability.CAPABILITY_NAMED_IAM))
                .join();
    }
}
