package dev.stacksets.testing.deploy;

import dev.stacksets.spi.SystemTimeSource;
import dev.stacksets.spi.TimeSource;
import dev.stacksets.testing.internal.peer.EndpointClients;
import dev.stacksets.testing.internal.peer.StackWork;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/**
 * Deploys each member stack through CreateStack, UpdateStack and DeleteStack of another endpoint, in the target's account
 * and Region: moto, LocalStack, or any other that has plain stacks. StackSets itself stays the simulator's.
 *
 * <pre>{@code
 * try (EndpointStackDeployer moto = EndpointStackDeployer.to(uri).build()) {
 *     StackSetsSimulator aws = StackSetsSimulator.builder().stackDeployer(moto).build();
 * }
 * }</pre>
 *
 * <p>A stack that cannot be made fails its instance with the reason of the resource that failed, in AWS's form; what was
 * left of a failed creation is deleted. An update that changes nothing succeeds.
 */
public final class EndpointStackDeployer implements StackDeployer, AutoCloseable {

    private final Builder settings;
    private final TimeSource time;
    private final @Nullable SystemTimeSource ownTime;
    private final Map<String, CloudFormationAsyncClient> clients = new ConcurrentHashMap<>();

    private EndpointStackDeployer(Builder settings) {
        this.settings = settings;
        this.ownTime = settings.time == null ? new SystemTimeSource() : null;
        this.time = settings.time == null ? Objects.requireNonNull(ownTime) : settings.time;
    }

    /**
     * A deployer to be configured.
     *
     * @param endpoint such as {@code http://127.0.0.1:5000}
     * @return the defaults
     */
    public static Builder to(URI endpoint) {
        return new Builder(endpoint);
    }

    @Override
    public CompletionStage<String> deploy(MemberStack stack) {
        return work(stack).deploy();
    }

    @Override
    public CompletionStage<?> delete(MemberStack stack) {
        return work(stack).delete();
    }

    private StackWork work(MemberStack stack) {
        return new StackWork(client(stack), stack, time, settings.interval, settings.patience);
    }

    private CloudFormationAsyncClient client(MemberStack stack) {
        return clients.computeIfAbsent(
                stack.account() + "/" + stack.region(),
                key -> EndpointClients.of(
                        settings.endpoint,
                        stack.account(),
                        Region.of(stack.region()),
                        settings.credentials.apply(stack.account())));
    }

    /** Closes its clients. Work under way fails. */
    @Override
    public void close() {
        clients.values().forEach(CloudFormationAsyncClient::close);
        clients.clear();
        if (ownTime != null) {
            ownTime.close();
        }
    }

    /** How it works. */
    public static final class Builder {

        private final URI endpoint;
        private Function<String, AwsCredentialsProvider> credentials = EndpointClients::credentials;
        private Duration interval = Duration.ofMillis(250);
        private Duration patience = Duration.ofHours(1);
        private @Nullable TimeSource time;

        private Builder(URI endpoint) {
            this.endpoint = endpoint;
        }

        /**
         * The credentials in a target account.
         *
         * @param ofAccount by default an access key that is the account's id, which LocalStack goes by; moto is told the
         *     account in its own header besides
         * @return this builder
         */
        public Builder credentials(Function<String, AwsCredentialsProvider> ofAccount) {
            credentials = ofAccount;
            return this;
        }

        /**
         * How often it looks whether a stack is done.
         *
         * @param time above zero, a quarter of a second by default
         * @return this builder
         * @throws IllegalArgumentException when zero or less
         */
        public Builder pollInterval(Duration time) {
            interval = positive(time);
            return this;
        }

        /**
         * How long it waits for a stack.
         *
         * @param time above zero, an hour by default; then the instance fails and the stack is left as it is
         * @return this builder
         * @throws IllegalArgumentException when zero or less
         */
        public Builder patience(Duration time) {
            patience = positive(time);
            return this;
        }

        /**
         * The time it waits in.
         *
         * @param timeSource the system's by default: the other endpoint knows nothing of virtual time
         * @return this builder
         */
        public Builder timeSource(TimeSource timeSource) {
            time = timeSource;
            return this;
        }

        /**
         * Builds it. No call is made.
         *
         * @return to be closed
         */
        public EndpointStackDeployer build() {
            return new EndpointStackDeployer(this);
        }

        private static Duration positive(Duration duration) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("a duration is above zero here: " + duration);
            }
            return duration;
        }
    }
}
