package dev.stacksets.samples.cli;

import dev.stacksets.StackSets;
import dev.stacksets.TrackingOptions;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.guard.Guardrails;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.resilience.PollPolicy;
import dev.stacksets.s3.S3TemplateStore;
import dev.stacksets.samples.console.Screen;
import dev.stacksets.spi.TemplateStore;
import dev.stacksets.yaml.FleetFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.model.CallAs;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;

/** The options of every command: whom to talk to and how to show it. */
final class ConnectionOptions {
    private static final TrackingOptions EVERY_INSTANCE = everyInstance(PollPolicy.defaults());

    /** What stands in for AWS ends soon. */
    private static final TrackingOptions SOON =
            everyInstance(PollPolicy.proportional(0.2, Duration.ofMillis(500), Duration.ofSeconds(10)));

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The Region the stack sets live in; otherwise as the SDK finds it (simulator: us-east-1).")
    private Optional<String> region = Optional.empty();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Credentials of this profile; otherwise as the SDK finds them.")
    private Optional<String> profile = Optional.empty();

    @Option(names = "--endpoint-url", paramLabel = "URL", description = "Talk to this endpoint instead of AWS's.")
    private Optional<URI> endpoint = Optional.empty();

    @Option(names = "--simulate", description = "Talk to a simulator in this process, which starts empty.")
    private boolean simulate;

    @Option(
            names = "--simulate-fail",
            paramLabel = "ACCOUNT",
            split = ",",
            description = "With --simulate: let this account fail.")
    private List<String> failingAccounts = List.of();

    @Option(
            names = "--simulate-from",
            paramLabel = "FILE",
            description = "With --simulate: a fleet file that says what is there already.")
    private Optional<Path> simulateFrom = Optional.empty();

    @Option(
            names = "--simulate-organization",
            paramLabel = "FILE",
            description = "With --simulate: the organization, in YAML or JSON; otherwise an example of 21 accounts.")
    private Optional<Path> organization = Optional.empty();

    @Option(
            names = "--delegated-administrator",
            description = "Call as a delegated administrator of the organization, for its service-managed stack sets.")
    private boolean delegated;

    @Option(
            names = "--template-bucket",
            paramLabel = "BUCKET",
            description = "An S3 bucket of that Region, for templates of more than 51,200 bytes.")
    private Optional<String> templateBucket = Optional.empty();

    @Option(names = "--plain", description = "No progress bar, also on a terminal.")
    private boolean plain;

    Screen screen(Surroundings surroundings) {
        return plain ? surroundings.screen().plain() : surroundings.screen();
    }

    /** Refuses options that exclude each other. Connects to nothing. */
    void check() {
        refuseIf(
                !simulate && !failingAccounts.isEmpty(),
                "--simulate-fail plants a fault in the simulator: add --simulate.");
        refuseIf(!simulate && simulateFrom.isPresent(), "--simulate-from fills the simulator: add --simulate.");
        refuseIf(
                !simulate && organization.isPresent(),
                "--simulate-organization is the organization of the simulator: add --simulate.");
        refuseIf(
                simulate && (profile.isPresent() || endpoint.isPresent() || templateBucket.isPresent()),
                "--simulate talks to no endpoint and needs no credentials: leave out --profile, --endpoint-url and"
                        + " --template-bucket.");
        templateBucket.ifPresent(S3TemplateStore::bucket);
        profile.ifPresent(name -> refuseIf(
                ProfileFile.defaultProfileFile().profile(name).isEmpty(),
                "There is no profile '" + name + "' in the AWS configuration files of this user."));
        endpoint.ifPresent(ConnectionOptions::requireHost);
    }

    private static TrackingOptions everyInstance(PollPolicy polls) {
        return TrackingOptions.builder()
                .detail(TrackingOptions.Detail.INSTANCES)
                .keepAllResults()
                .pollPolicy(polls)
                .build();
    }

    /** Refuses an endpoint that cannot be one. */
    static void requireHost(URI endpoint) {
        refuseIf(
                endpoint.getHost() == null,
                "The endpoint '" + endpoint + "' has no host: it looks like http://localhost:4566.");
    }

    /** Refuses a template that cannot be brought to AWS. */
    void check(StackSetDefinition definition) {
        refuseIf(
                definition.template() instanceof TemplateSource.Inline text
                        && !text.fitsIntoRequest()
                        && templateBucket.isEmpty()
                        && !simulate,
                "The template has more than " + TemplateSource.Inline.REQUEST_LIMIT
                        + " bytes, which AWS takes from S3 only: add --template-bucket.");
    }

    /** Connects to where an operation is, unless another Region is asked for. */
    Session open(Surroundings surroundings, OperationToken token) {
        return open(surroundings, region.or(() -> Optional.of(token.region())), Guardrails.defaults());
    }

    Session open(Surroundings surroundings) {
        return open(surroundings, Guardrails.defaults());
    }

    Session open(Surroundings surroundings, Guardrails guardrails) {
        return open(surroundings, region, guardrails);
    }

    private Session open(Surroundings surroundings, Optional<String> home, Guardrails guardrails) {
        check();
        return simulate ? simulated(surroundings, home, guardrails) : real(home, guardrails);
    }

    private Session simulated(Surroundings surroundings, Optional<String> home, Guardrails guardrails) {
        Simulation simulation = surroundings.simulation().apply(organization);
        simulateFrom.ifPresent(file -> simulation.bring(
                Region.of(home.orElse("us-east-1")), new SecretParameters(surroundings).desired(FleetFile.read(file))));
        simulation.failIn(failingAccounts);
        TemplateStore store = simulation.simulator().templateStore();
        OrganizationQuestions questions = new OrganizationQuestions();
        StackSets stackSets = builder()
                .client(simulation.client(Region.of(home.orElse("us-east-1"))))
                .timeSource(simulation.time())
                .templateStore(store)
                .guardrails(guardrails)
                .unitDirectory(questions)
                .caller(questions)
                .build();
        return questions.through(new Session(
                stackSets,
                new Clients.Simulated(simulation),
                Optional.of(store),
                List.of(simulation.start(surroundings.speed())::close)));
    }

    private StackSets.Builder builder() {
        StackSets.Builder builder = StackSets.builder().tracking(EVERY_INSTANCE);
        return delegated ? builder.callAs(CallAs.DELEGATED_ADMIN) : builder;
    }

    private Session real(Optional<String> home, Guardrails guardrails) {
        OrganizationQuestions questions = new OrganizationQuestions();
        StackSets.Builder builder =
                builder().guardrails(guardrails).unitDirectory(questions).caller(questions);
        home.or(this::regionOfProfile).map(Region::of).ifPresent(builder::region);
        profile.map(ProfileCredentialsProvider::create).ifPresent(builder::credentialsProvider);
        endpoint.ifPresent(uri -> builder.endpointOverride(uri).tracking(SOON));
        try {
            Optional<S3AsyncClient> s3 = templateBucket.map(bucket -> s3(home));
            Optional<TemplateStore> store = s3.map(client -> S3TemplateStore.bucket(templateBucket.orElseThrow())
                    .client(client)
                    .build());
            store.ifPresent(builder::templateStore);
            return questions.through(new Session(
                    builder.build(),
                    new Clients.Real(profile, endpoint),
                    store,
                    s3.stream().<Runnable>map(client -> client::close).toList()));
        } catch (SdkClientException noRegion) {
            throw new UsageException(home.map(name -> "'" + name + "' is no Region: one looks like us-east-1.")
                    .orElse("The Region is not known: pass --region, or set AWS_REGION or the profile's region."));
        }
    }

    private S3AsyncClient s3(Optional<String> home) {
        S3AsyncClientBuilder builder = S3AsyncClient.builder();
        home.or(this::regionOfProfile).map(Region::of).ifPresent(builder::region);
        profile.map(ProfileCredentialsProvider::create).ifPresent(builder::credentialsProvider);
        return builder.build();
    }

    /** The SDK looks into the default profile only. */
    private Optional<String> regionOfProfile() {
        return profile.flatMap(name -> ProfileFile.defaultProfileFile().profile(name))
                .flatMap(found -> found.property(ProfileProperty.REGION));
    }

    private static void refuseIf(boolean wrong, String problem) {
        if (wrong) {
            throw new UsageException(problem);
        }
    }
}
