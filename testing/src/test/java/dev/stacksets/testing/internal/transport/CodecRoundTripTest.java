package dev.stacksets.testing.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.testing.internal.protocol.AwsError;
import dev.stacksets.testing.internal.protocol.Form;
import dev.stacksets.testing.internal.protocol.QueryDecoder;
import dev.stacksets.testing.internal.protocol.XmlEncoder;
import dev.stacksets.testing.internal.transport.SdkService.Operation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationRequest;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.StsRequest;

/** Every operation of CloudFormation and STS: what the SDK writes we read, and what we write the SDK reads. */
class CodecRoundTripTest {

    private static final SdkService CLOUDFORMATION = new SdkService(
            CloudFormationAsyncClient.class, CloudFormationRequest.class, CloudFormationAsyncClient::builder);
    private static final SdkService TOKENS =
            new SdkService(StsAsyncClient.class, StsRequest.class, StsAsyncClient::builder);

    private static final Set<String> CUT_CODES = Set.of(
            "ChangeSetNotFound",
            "ConcurrentResourcesLimitExceeded",
            "GeneratedTemplateNotFound",
            "HookResultNotFound",
            "IDPCommunicationError",
            "IDPRejectedClaim",
            "InvalidChangeSetStatus",
            "InvalidIdentityToken",
            "InvalidStateTransition",
            "MalformedPolicyDocument",
            "PackedPolicyTooLarge",
            "ResourceScanInProgress",
            "ResourceScanLimitExceeded",
            "ResourceScanNotFound");

    static List<Operation> operations() {
        return Stream.concat(CLOUDFORMATION.operations(), TOKENS.operations()).toList();
    }

    @Test
    void operationsAndErrors_found_areAllOfThem() {
        assertThat(CLOUDFORMATION.operations()).hasSize(90);
        assertThat(TOKENS.operations()).hasSize(11);
        assertThat(CLOUDFORMATION.errors()).hasSize(29);
        assertThat(TOKENS.errors()).hasSize(12);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void codec_randomShapes_equalAfterTheRoundTrip(Operation operation) throws ReflectiveOperationException {
        operation.requireEqualAfterTheRoundTrip(
                response -> new WireResponse(
                        200,
                        "text/xml",
                        "id",
                        XmlEncoder.response(XmlEncoder.STACK_SETS, operation.action(), response, "id")),
                body -> {
                    Form form = Form.parse(body);
                    assertThat(form.pairs().get("Action")).isEqualToIgnoringCase(operation.action());
                    return QueryDecoder.decode(operation.newRequest(), form.root());
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void error_ofEveryShapeOfItsModel_isTyped(Operation operation) throws ReflectiveOperationException {
        for (Class<?> type : operation.errors()) {
            AwsError error = new AwsError(418, code(type), "What <went> \"wrong\" é€𝄞");
            WireResponse answer = new WireResponse(418, "text/xml", "the-id", XmlEncoder.error(error, "the-id"));
            operation.requireTyped(type, error, answer);
        }
    }

    /** Most codes are the name of the shape; some services cut its end off. */
    private static String code(Class<?> error) {
        String name = error.getSimpleName()
                .replaceFirst("^Cfn", "CFN")
                .replaceFirst("^Idp", "IDP")
                .replaceFirst("^Jwt", "JWT");
        if (name.equals("OperationStatusCheckFailedException")) {
            return "ConditionalCheckFailed";
        }
        String end = "Exception";
        String cut = name.substring(0, name.length() - end.length());
        return CUT_CODES.contains(cut) ? cut : name;
    }

    static Stream<String> controlCharacters() {
        return Stream.of("a\u0000b", "\u0007", "a\uD800b");
    }

    @ParameterizedTest
    @MethodSource("controlCharacters")
    void response_withCharactersXmlCannotCarry_isStillWellFormed(String text) {
        String xml = XmlEncoder.error(new AwsError(400, "Code", text), "id");

        assertThat(xml).contains("\uFFFD").endsWith("</ErrorResponse>");
    }
}
