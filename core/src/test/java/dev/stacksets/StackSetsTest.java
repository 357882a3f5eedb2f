package dev.stacksets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.resilience.PollPolicy;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

class StackSetsTest {
    private static final IdentityProvider<AwsCredentialsIdentity> NOBODY = new IdentityProvider<>() {
        @Override
        public Class<AwsCredentialsIdentity> identityType() {
            return AwsCredentialsIdentity.class;
        }

        @Override
        public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
            return CompletableFuture.completedFuture(AwsCredentialsIdentity.create("111122223333", "none"));
        }
    };

    @Test
    void build_withClientAndRegion_isRefused() {
        CloudFormationAsyncClient client = mock(CloudFormationAsyncClient.class);

        assertThatThrownBy(() -> StackSets.builder()
                        .client(client)
                        .region(Region.EU_WEST_1)
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("its own region");
    }

    @Test
    void build_withARegionThatIsNone_isRefused() {
        assertThatThrownBy(() -> StackSets.builder()
                        .region(Region.of("us east 1"))
                        .credentialsProvider(NOBODY)
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("No client can be built");
    }

    @Test
    void build_withPollPolicyTwice_isRefused() {
        assertThatThrownBy(() -> StackSets.builder()
                        .pollPolicy(PollPolicy.defaults())
                        .tracking(TrackingOptions.defaults())
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("not both");
    }

    @Test
    void ownTimerAndCallbackThreads_endWithClose() throws InterruptedException {
        StackSets stackSets = local();
        CompletableFuture<Thread> callbackThread = new CompletableFuture<>();
        OperationHandle handle = stackSets.resume(new OperationToken("eu-west-1", "baseline", "op-1"));
        handle.subscribe(new OperationListener() {
            @Override
            public void onTrackingEnded(StackSetsException cause) {
                callbackThread.complete(Thread.currentThread());
            }
        });

        stackSets.close();

        assertThat(callbackThread.join().getName()).isEqualTo("stacksets-callbacks");
        callbackThread.join().join(5_000);
        assertThat(callbackThread.join().isAlive()).isFalse();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("stacksets-timer")) {
                thread.join(5_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    @Test
    void references_areCheckedWithoutACall() {
        try (StackSets stackSets = local()) {
            assertThat(stackSets
                            .stackSet("baseline:22f04391-472b-4e36-b11a-0123456789ab")
                            .name())
                    .isEqualTo("baseline");
            assertThat(stackSets.stackSet("baseline")).hasToString("stack set baseline");
            assertThatThrownBy(() -> stackSets.stackSet("arn:aws:cloudformation:x"))
                    .isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> stackSets.resume(new OperationToken("us-east-1", "baseline", "op-1")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("us-east-1")
                    .hasMessageContaining("eu-west-1");
        }
    }

    private static StackSets local() {
        return StackSets.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(NOBODY)
                .endpointOverride(URI.create("http://127.0.0.1:1"))
                .build();
    }
}
