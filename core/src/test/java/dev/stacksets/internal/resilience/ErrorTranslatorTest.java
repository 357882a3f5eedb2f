package dev.stacksets.internal.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.error.AccessDeniedException;
import dev.stacksets.error.CreatedButModifiedException;
import dev.stacksets.error.InsufficientCapabilitiesException;
import dev.stacksets.error.InvalidOperationException;
import dev.stacksets.error.LimitExceededException;
import dev.stacksets.error.NameAlreadyExistsException;
import dev.stacksets.error.NoAnswerException;
import dev.stacksets.error.OperationIdAlreadyExistsException;
import dev.stacksets.error.OperationInProgressException;
import dev.stacksets.error.OperationNotFoundException;
import dev.stacksets.error.ServiceException;
import dev.stacksets.error.StackInstanceNotFoundException;
import dev.stacksets.error.StackNotFoundException;
import dev.stacksets.error.StackSetNotEmptyException;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.error.StaleRequestException;
import dev.stacksets.error.ThrottledException;
import dev.stacksets.error.ValidationException;
import dev.stacksets.operation.OperationToken;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;

class ErrorTranslatorTest {
    private static final OperationToken TOKEN = new OperationToken("us-east-1", "baseline", "op-1");
    private static final CallContext START = CallContext.of("CreateStackInstances", TOKEN);

    static Stream<Arguments> codes() {
        return Stream.of(
                Arguments.of("StackSetNotFoundException", 404, StackSetNotFoundException.class),
                Arguments.of("StackInstanceNotFoundException", 404, StackInstanceNotFoundException.class),
                Arguments.of("OperationNotFoundException", 404, OperationNotFoundException.class),
                Arguments.of("StackNotFoundException", 404, StackNotFoundException.class),
                Arguments.of("NameAlreadyExistsException", 409, NameAlreadyExistsException.class),
                Arguments.of("CreatedButModifiedException", 409, CreatedButModifiedException.class),
                Arguments.of("OperationInProgressException", 409, OperationInProgressException.class),
                Arguments.of("OperationIdAlreadyExistsException", 409, OperationIdAlreadyExistsException.class),
                Arguments.of("StaleRequestException", 409, StaleRequestException.class),
                Arguments.of("StackSetNotEmptyException", 409, StackSetNotEmptyException.class),
                Arguments.of("InvalidOperationException", 400, InvalidOperationException.class),
                Arguments.of("LimitExceededException", 400, LimitExceededException.class),
                Arguments.of("InsufficientCapabilitiesException", 400, InsufficientCapabilitiesException.class),
                Arguments.of("ValidationError", 400, ValidationException.class),
                Arguments.of("AccessDenied", 403, AccessDeniedException.class),
                Arguments.of("ExpiredToken", 403, AccessDeniedException.class),
                Arguments.of("Throttling", 400, ThrottledException.class),
                Arguments.of("InternalFailure", 500, ServiceException.class),
                Arguments.of("SomethingNew", 418, ServiceException.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("codes")
    void translate_everyCode_isTypedAndLosesNothing(String code, int status, Class<?> type) {
        CloudFormationException raw = answer(code, status, "the reason");

        StackSetsException typed = ErrorTranslator.translate(new CompletionException(raw), START);

        assertThat(typed).isExactlyInstanceOf(type).hasCause(raw);
        assertThat(typed)
                .hasMessageContainingAll("baseline", "op-1", "CreateStackInstances", code, "the reason", "req-1");
        assertThat(typed.token()).contains(TOKEN);
        assertThat(((ServiceException) typed).errorCode()).isEqualTo(code);
        assertThat(((ServiceException) typed).httpStatus()).isEqualTo(status);
        assertThat(((ServiceException) typed).requestId()).contains("req-1");
    }

    @Test
    void translate_operationInProgress_namesTheOneInTheWay() {
        OperationInProgressException named = (OperationInProgressException) ErrorTranslator.translate(
                answer(
                        "OperationInProgressException",
                        409,
                        "Another Operation on StackSet arn:aws:x is in progress: 5f1c-22"),
                START);
        OperationInProgressException unnamed = (OperationInProgressException) ErrorTranslator.translate(
                answer("OperationInProgressException", 409, "Another Operation on StackSet arn:aws:x is in progress"),
                START);

        assertThat(named.blockingOperationId()).contains("5f1c-22");
        assertThat(unnamed.blockingOperationId()).isEmpty();
    }

    @Test
    void translate_missingCapabilities_listsThem() {
        InsufficientCapabilitiesException missing = (InsufficientCapabilitiesException) ErrorTranslator.translate(
                answer(
                        "InsufficientCapabilitiesException",
                        400,
                        "Requires capabilities : [CAPABILITY_NAMED_IAM, CAPABILITY_AUTO_EXPAND]"),
                START);

        assertThat(missing.required()).containsExactlyInAnyOrder("CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND");
        assertThat(missing.reason()).isEmpty();
    }

    @Test
    void translate_messageThatRepeatsASecret_isCleanedDownToTheCause() {
        CallContext context = START.withSecrets(Redaction.of(List.of("hunter2", "")));
        CloudFormationException raw = answer("ValidationError", 400, "Value 'hunter2' at 'parameters' is too short");

        StackSetsException typed = ErrorTranslator.translate(raw, context);

        StringWriter trace = new StringWriter();
        typed.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain("hunter2").contains("****").contains("ValidationError");
        assertThat(((ServiceException) typed).requestId()).contains("req-1");
    }

    @Test
    void translate_withoutAnswer_saysSo() {
        StackSetsException lost = ErrorTranslator.translate(
                SdkClientException.create("Unable to execute", new IOException("Connection reset")), START);
        StackSetsException local =
                ErrorTranslator.translate(SdkClientException.create("Unable to load credentials"), START);

        assertThat(lost).isInstanceOf(NoAnswerException.class).hasMessageContaining("had no usable answer");
        assertThat(local)
                .isExactlyInstanceOf(StackSetsException.class)
                .hasMessageContainingAll("was not sent", "Unable to load credentials");
        assertThat(local.token()).contains(TOKEN);
    }

    @Test
    void translate_whatBrokeHere_isSaidInShort() {
        StackSetsException broken = ErrorTranslator.translate(new IllegalStateException("x".repeat(5_000)), START);

        assertThat(broken).hasMessageContaining("failed on this side").message().hasSizeLessThan(1_200);
    }

    @Test
    void translate_answerThatIsNoAwsError_doubtsTheEndpoint() {
        CloudFormationException html = (CloudFormationException) CloudFormationException.builder()
                .message("<html>")
                .statusCode(404)
                .build();

        assertThat(ErrorTranslator.translate(html, CallContext.of("ListStackSets")))
                .isExactlyInstanceOf(ServiceException.class)
                .hasMessageContainingAll("HTTP 404", "is the endpoint right?");
    }

    @Test
    void translate_whatIsTypedAlready_passesThrough() {
        StackSetsException typed = new StackSetsException("x", null, null);

        assertThat(ErrorTranslator.translate(new CompletionException(typed), START))
                .isSameAs(typed);
    }

    @Test
    void kinds_decideWhatMayBeRepeated() {
        assertThat(ErrorKind.of(answer("Throttling", 400, ""))).isEqualTo(ErrorKind.THROTTLED);
        assertThat(ErrorKind.of(answer("Odd", 429, ""))).isEqualTo(ErrorKind.THROTTLED);
        assertThat(ErrorKind.of(answer("InternalFailure", 500, ""))).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(ErrorKind.of(answer("OperationInProgressException", 409, "")))
                .isEqualTo(ErrorKind.CONFLICT);
        assertThat(ErrorKind.of(answer("StaleRequestException", 409, ""))).isEqualTo(ErrorKind.CONFLICT);
        assertThat(ErrorKind.of(answer(
                        "LimitExceededException", 400, "Stack set operations cannot involve more than 3500 instances")))
                .isEqualTo(ErrorKind.CONFLICT);
        assertThat(ErrorKind.of(answer("LimitExceededException", 400, "At most 1000 stack sets")))
                .isEqualTo(ErrorKind.REFUSED);
        assertThat(ErrorKind.of(answer("OperationIdAlreadyExistsException", 409, "")))
                .isEqualTo(ErrorKind.ID_TAKEN);
        assertThat(ErrorKind.of(answer("StackSetNotFoundException", 404, ""))).isEqualTo(ErrorKind.NOT_FOUND);
        assertThat(ErrorKind.of(answer("SomethingNewException", 400, ""))).isEqualTo(ErrorKind.REFUSED);
        assertThat(ErrorKind.of(new TimeoutException())).isEqualTo(ErrorKind.NO_ANSWER);
        assertThat(ErrorKind.of(new IllegalStateException())).isEqualTo(ErrorKind.LOCAL);
        assertThat(ErrorKind.of(SdkClientException.create("Could not parse XML response.")))
                .isEqualTo(ErrorKind.NO_ANSWER);
        assertThat(ErrorKind.of(
                        SdkClientException.create("x", SdkClientException.create("Unable to load credentials"))))
                .isEqualTo(ErrorKind.LOCAL);
        assertThat(ErrorKind.THROTTLED.isUncertain()).isFalse();
        assertThat(ErrorKind.UNAVAILABLE.isUncertain()).isTrue();
        assertThat(ErrorKind.REFUSED.isPassing()).isFalse();
    }

    private static CloudFormationException answer(String code, int status, String message) {
        return (CloudFormationException) CloudFormationException.builder()
                .message(message)
                .statusCode(status)
                .requestId("req-1")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .serviceName("CloudFormation")
                        .build())
                .build();
    }
}
