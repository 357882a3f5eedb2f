package dev.stacksets.testing.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.testing.internal.protocol.AwsError;
import dev.stacksets.testing.internal.protocol.JsonDecoder;
import dev.stacksets.testing.internal.protocol.JsonEncoder;
import dev.stacksets.testing.internal.transport.SdkService.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.services.account.AccountAsyncClient;
import software.amazon.awssdk.services.account.model.AccountRequest;
import software.amazon.awssdk.services.organizations.OrganizationsAsyncClient;
import software.amazon.awssdk.services.organizations.model.ListRootsRequest;
import software.amazon.awssdk.services.organizations.model.OrganizationsRequest;
import software.amazon.awssdk.utils.builder.Buildable;

/** Every operation of Organizations and Account Management: what the SDK writes we read, and the other way round. */
class JsonRoundTripTest {

    private static final String JSON = "application/x-amz-json-1.1";
    private static final SdkService ORGANIZATIONS = new SdkService(
            OrganizationsAsyncClient.class, OrganizationsRequest.class, OrganizationsAsyncClient::builder);
    private static final SdkService ACCOUNT =
            new SdkService(AccountAsyncClient.class, AccountRequest.class, AccountAsyncClient::builder);

    static List<Operation> operations() {
        return Stream.concat(ORGANIZATIONS.operations(), ACCOUNT.operations()).toList();
    }

    @Test
    void operationsAndErrors_found_areAllOfThem() {
        assertThat(ORGANIZATIONS.operations()).hasSize(63);
        assertThat(ACCOUNT.operations()).hasSize(14);
        assertThat(ORGANIZATIONS.errors()).hasSize(50);
        assertThat(ACCOUNT.errors()).hasSize(6);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void codec_randomShapes_equalAfterTheRoundTrip(Operation operation) throws ReflectiveOperationException {
        operation.requireEqualAfterTheRoundTrip(
                response -> new WireResponse(200, JSON, "id", JsonEncoder.response(response)),
                body -> JsonDecoder.decode(operation.newRequest(), body));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void error_ofEveryShapeOfItsModel_isTyped(Operation operation) throws ReflectiveOperationException {
        String messageMember = operation.service() == ACCOUNT ? "message" : "Message";
        for (Class<?> type : operation.errors()) {
            SdkPojo empty = (SdkPojo) ((Buildable) SdkService.builder(type)).build();
            Map<String, String> members = texts(empty);
            AwsError error = new AwsError(418, code(type), "What <went> \"wrong\" é€𝄞", members);
            WireResponse answer = new WireResponse(418, JSON, "the-id", JsonEncoder.error(error, messageMember));
            AwsServiceException thrown = operation.requireTyped(type, error, answer);

            assertThat(texts((SdkPojo) thrown)).isEqualTo(members);
        }
    }

    /** The SDK writes Aws and Api where the services write AWS and API. */
    private static String code(Class<?> error) {
        return error.getSimpleName().replace("Aws", "AWS").replace("Api", "API");
    }

    /** The texts an error has beside its message; those of an empty one are made up. */
    private static Map<String, String> texts(SdkPojo error) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (SdkField<?> field : error.sdkFields()) {
            if (field.marshallingType() == MarshallingType.STRING) {
                Object value = field.getValueOrDefault(error);
                texts.put(field.locationName(), value == null ? "text of " + field.memberName() : value.toString());
            }
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"MaxResults\":\"many\"}", "{\"NextToken\":{}}", "7"})
    void decode_unreadable_isARefusal(String body) {
        assertThatThrownBy(() -> JsonDecoder.decode(ListRootsRequest.builder(), body))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("cannot be read");
    }
}
