package dev.stacksets.internal.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.error.ServiceException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.error.TemplateStoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.StackSetNotFoundException;

/** Whatever a call failed with, its stack trace as a caller prints it holds no secret, and says the rest. */
class CleanCauseTest {
    private static final String SECRET = "hunter2<PL";
    private static final CallContext CALL =
            CallContext.of("UpdateStackSet", "baseline").withSecrets(Redaction.of(List.of(SECRET)));

    static Stream<Throwable> failures() {
        Exception suppressing = new IllegalStateException("closing");
        suppressing.addSuppressed(new IOException("wrote " + SECRET, new IOException("of hunter2&lt;PL")));
        return Stream.of(
                answer().message("Own words: " + SECRET).build(),
                answer().awsErrorDetails(details("the reason " + SECRET)).build(),
                answer().message("clean")
                        .awsErrorDetails(details("the reason " + SECRET))
                        .build(),
                answer().awsErrorDetails(details("clean"))
                        .cause(new IOException(SECRET))
                        .build(),
                AwsServiceException.builder().message(SECRET).statusCode(400).build(),
                SdkClientException.create("Interceptor said " + SECRET),
                SdkClientException.create("clean", new IllegalStateException("x", new IOException(SECRET))),
                new IllegalStateException("Value " + URLEncoder.encode(SECRET, StandardCharsets.UTF_8)),
                suppressing,
                SdkClientException.create("clean", suppressing),
                new TemplateStoreException("the store: " + SECRET, null, new IOException(SECRET)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void translate_failureWithASecretAnywhere_printsNone(Throwable failure) {
        StackSetsException typed = ErrorTranslator.translate(new CompletionException(failure), CALL);

        assertThat(trace(typed))
                .doesNotContain("hunter2")
                .contains("****", getClass().getName() + ".failures");
    }

    @Test
    void of_whatHoldsNone_isTheSameObject() {
        Exception clean = new IllegalStateException("lines\nof words", new IOException("cause"));
        clean.addSuppressed(SdkClientException.create("clean"));

        assertThat(CleanCause.of(clean, CALL.redaction())).isSameAs(clean);
    }

    @Test
    void of_libraryFailure_standInSaysItsClassAndStackAndCause() {
        Exception failure = new IllegalStateException("Value " + SECRET, new IOException("of the wire"));

        Throwable clean = Objects.requireNonNull(CleanCause.of(failure, CALL.redaction()));

        assertThat(clean)
                .hasToString("java.lang.IllegalStateException: Value ****")
                .hasCause(failure.getCause());
        assertThat(clean.getStackTrace()).isEqualTo(failure.getStackTrace());
    }

    @Test
    void of_sdkFailure_staysOfItsClassAndKeepsItsFacts() {
        AwsServiceException failure = StackSetNotFoundException.builder()
                .statusCode(404)
                .requestId("req-1")
                .awsErrorDetails(details("no " + SECRET))
                .build();

        AwsServiceException clean = CleanCause.of(failure, CALL.redaction());

        assertThat(clean).isInstanceOf(StackSetNotFoundException.class);
        assertThat(clean.requestId()).isEqualTo("req-1");
        assertThat(clean.statusCode()).isEqualTo(404);
        assertThat(clean.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
        assertThat(clean.awsErrorDetails().errorMessage()).isEqualTo("no ****");
        assertThat(clean.awsErrorDetails().rawResponse()).isNull();
        assertThat(CleanCause.of(
                        (Throwable) ApiCallTimeoutException.builder()
                                .message(SECRET)
                                .build(),
                        CALL.redaction()))
                .isInstanceOf(ApiCallTimeoutException.class);
    }

    @Test
    void of_failureThatCausesItself_ends() {
        Exception one = new IllegalStateException(SECRET);
        one.addSuppressed(new IOException("two", one));

        assertThat(trace(Objects.requireNonNull(CleanCause.of(one, CALL.redaction()))))
                .doesNotContain(SECRET);
    }

    @Test
    void translate_lineFeedsAndControlsInAnAnswer_areShown() {
        CloudFormationException forged = (CloudFormationException) CloudFormationException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("Odd\n2026-11-30 ERROR forged")
                        .errorMessage("no\r\n2026-11-30 INFO all is well\u001b[2K\u202e")
                        .build())
                .build();

        StackSetsException typed = ErrorTranslator.translate(forged, CALL);

        assertThat(typed.getMessage())
                .doesNotContain("\n", "\r", "\u001b", "\u202e")
                .contains("\\n", "\\u001b");
        assertThat(((ServiceException) typed).errorCode()).isEqualTo("Odd\\n2026-11-30 ERROR forged");
        assertThat(trace(typed).lines().filter(line -> line.contains("forged") || line.contains("all is well")))
                .allMatch(line -> line.contains("StackSetsException") || line.contains("Exception:"));
        assertThat(trace(typed)).doesNotContain("\u001b", "\u202e");
    }

    private static CloudFormationException.Builder answer() {
        return CloudFormationException.builder().statusCode(400).requestId("req-1");
    }

    private static AwsErrorDetails details(String message) {
        return AwsErrorDetails.builder()
                .errorCode("ValidationError")
                .errorMessage(message)
                .rawResponse(SdkBytes.fromUtf8String(message))
                .build();
    }

    private static String trace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
