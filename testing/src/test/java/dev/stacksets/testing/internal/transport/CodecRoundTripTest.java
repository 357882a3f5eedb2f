package dev.stacksets.testing.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.testing.internal.protocol.AwsError;
import dev.stacksets.testing.internal.protocol.Form;
import dev.stacksets.testing.internal.protocol.QueryDecoder;
import dev.stacksets.testing.internal.protocol.XmlEncoder;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationRequest;

/** Every operation of CloudFormation: what the SDK writes we read, and what we write the SDK reads. */
class CodecRoundTripTest {

    private static final int SEEDS = 3;

    private final List<String> bodies = new ArrayList<>();
    private String answer = "";

    static List<Method> operations() {
        return Arrays.stream(CloudFormationAsyncClient.class.getMethods())
                .filter(method -> method.getParameterCount() == 1
                        && CloudFormationRequest.class.isAssignableFrom(method.getParameterTypes()[0])
                        && method.getReturnType() == CompletableFuture.class)
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    @Test
    void operations_found_areAllOfThem() {
        assertThat(operations()).hasSizeGreaterThanOrEqualTo(90);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void codec_randomShapes_equalAfterTheRoundTrip(Method operation) throws ReflectiveOperationException {
        Class<?> requestType = operation.getParameterTypes()[0];
        String action = requestType.getSimpleName().replaceAll("Request$", "");
        Class<?> responseType = Class.forName(requestType.getName().replaceAll("Request$", "Response"));
        try (CloudFormationAsyncClient client = client()) {
            for (long seed = 1; seed <= SEEDS; seed++) {
                RandomShapes shapes = new RandomShapes(seed);
                SdkPojo request = shapes.fill(builder(requestType));
                SdkPojo response = shapes.fill(builder(responseType));
                answer = XmlEncoder.response(action, response, "id");

                Object parsed = ((CompletableFuture<?>) operation.invoke(client, request)).join();

                Form form = Form.parse(bodies.get(bodies.size() - 1));
                assertThat(form.pairs()).containsEntry("Action", action);
                assertThat(QueryDecoder.decode(builder(requestType), form.root()))
                        .as("request, seed %d", seed)
                        .isEqualTo(request);
                assertThat(response.equalsBySdkFields(parsed))
                        .as("response, seed %d: %s%nparsed: %s", seed, response, parsed)
                        .isTrue();
            }
        }
    }

    private static SdkPojo builder(Class<?> type) throws ReflectiveOperationException {
        return (SdkPojo) type.getMethod("builder").invoke(null);
    }

    private CloudFormationAsyncClient client() {
        return CloudFormationAsyncClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .asyncConfiguration(
                        c -> c.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
                .httpClient(new Echo())
                .build();
    }

    private final class Echo implements SdkAsyncHttpClient {

        @Override
        public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            request.requestContentPublisher().subscribe(new BodyCollector(bodies::add, done::completeExceptionally));
            WireResponse response = new WireResponse(200, "text/xml", "id", answer);
            request.responseHandler().onHeaders(response.head(response.bytes().length));
            request.responseHandler().onStream(new OneBuffer(response.bytes(), done));
            return done;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
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
