package dev.stacksets.samples.cli;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;

/** Makes clients of the services beside CloudFormation, for the account and the endpoint of the stack sets. They do not retry. */
sealed interface Clients {

    <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C> C make(B builder, Region region);

    /**
     * Clients of AWS.
     *
     * @param profile whose credentials they use, if not those that the SDK finds
     * @param endpoint whom they talk to, if not AWS
     */
    record Real(Optional<String> profile, Optional<URI> endpoint) implements Clients {
        @Override
        public <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C> C make(B builder, Region region) {
            profile.map(ProfileCredentialsProvider::create).ifPresent(builder::credentialsProvider);
            endpoint.ifPresent(builder::endpointOverride);
            return builder.region(region)
                    .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                    .build();
        }
    }

    /**
     * Clients of a simulator.
     *
     * @param simulation the simulator
     */
    record Simulated(Simulation simulation) implements Clients {
        @Override
        public <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C> C make(B builder, Region region) {
            return builder.region(region)
                    .credentialsProvider(simulation.credentials())
                    .httpClient(simulation.simulator().asyncHttpClient())
                    .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                    .build();
        }
    }
}
