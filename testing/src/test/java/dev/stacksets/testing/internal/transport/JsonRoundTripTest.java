package dev.stacksets.testing.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.testing.internal.protocol.AwsError;
import dev.stacksets.testing.internal.protocol.JsonDecoder;
import dev.stacksets.testing.internal.protocol.JsonEncoder;
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
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.account.AccountAsyncClient;
import software.amazon.awssdk.services.account.model.AccountRequest;
import software.amazon.awssdk.services.organizations.OrganizationsAsyncClient;
import software.amazon.awssdk.services.organizations.model.ListRootsRequest;
import software.amazon.awssdk.services.organizations.model.OrganizationsRequest;

/** Every operation of Organizations and Account Management: what the SDK writes we read, and the other way round. */
class JsonRoundTripTest {

    private static final int SEEDS = 3;

    private final List<String> bodies = new ArrayList<>();
    private String answer = "";

    static List<Method> operations() {
        return Stream.concat(
                        methods(OrganizationsAsyncClient.class, OrganizationsRequest.class),
                        methods(AccountAsyncClient.class, AccountRequest.class))
                .toList();
    }

    private static Stream<Method> methods(Class<?> client, Class<?> request) {
        return Arrays.stream(client.getMethods())
                .filter(method -> method.getParameterCount() == 1
                        && request.isAssignableFrom(method.getParameterTypes()[0])
                        && method.getReturnType() == CompletableFuture.class)
                .sorted(Comparator.comparing(Method::getName));
    }

    @Test
    void operations_found_areAllOfThem() {
        assertThat(operations()).hasSizeGreaterThanOrEqualTo(65);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void codec_randomShapes_equalAfterTheRoundTrip(Method operation) throws ReflectiveOperationException {
        Class<?> requestType = operation.getParameterTypes()[0];
        Class<?> responseType = Class.forName(requestType.getName().replaceAll("Request$", "Response"));
        try (OrganizationsAsyncClient organizations = organizations();
                AccountAsyncClient account = account()) {
            Object client = operation.getDeclaringClass() == AccountAsyncClient.class ? account : organizations;
            for (long seed = 1; seed <= SEEDS; seed++) {
                RandomShapes shapes = new RandomShapes(seed);
                SdkPojo request = shapes.fill(builder(requestType));
                SdkPojo response = shapes.fill(builder(responseType));
                answer = JsonEncoder.response(response);

                Object parsed = ((CompletableFuture<?>) operation.invoke(client, request)).join();

                assertThat(JsonDecoder.decode(builder(requestType), bodies.get(bodies.size() - 1)))
                        .as("request, seed %d", seed)
                        .isEqualTo(request);
                assertThat(response.equalsBySdkFields(parsed))
                        .as("response, seed %d: %s%nparsed: %s", seed, response, parsed)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"MaxResults\":\"many\"}", "{\"NextToken\":{}}", "7"})
    void decode_unreadable_isARefusal(String body) {
        assertThatThrownBy(() -> JsonDecoder.decode(ListRootsRequest.builder(), body))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("cannot be read");
    }

    private static SdkPojo builder(Class<?> type) throws ReflectiveOperationException {
        return (SdkPojo) type.getMethod("builder").invoke(null);
    }

    private OrganizationsAsyncClient organizations() {
        return OrganizationsAsyncClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(new Echo())
                .build();
    }

    private AccountAsyncClient account() {
        return AccountAsyncClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(new Echo())
                .build();
    }

    private final class Echo implements SdkAsyncHttpClient {

        @Override
        public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            request.requestContentPublisher().subscribe(new BodyCollector(bodies::add, done::completeExceptionally));
            WireResponse response = new WireResponse(200, "application/x-amz-json-1.1", "id", answer);
            request.responseHandler().onHeaders(response.head(response.bytes().length));
            request.responseHandler().onStream(new OneBuffer(response.bytes(), done));
            return done;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
