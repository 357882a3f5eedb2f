package dev.stacksets;

import dev.stacksets.definition.Finding;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.OrganizationsAccess;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.StackSetStatus;
import dev.stacksets.definition.StackSetSummary;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.definition.TemplateSummary;
import dev.stacksets.guard.Approval;
import dev.stacksets.guard.Guardrails;
import dev.stacksets.guard.Violation;
import dev.stacksets.internal.CallbackPool;
import dev.stacksets.internal.Callbacks;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.AnsweredIds;
import dev.stacksets.internal.client.OperationReads;
import dev.stacksets.internal.client.ReadRequests;
import dev.stacksets.internal.client.Requests;
import dev.stacksets.internal.client.ServiceCalls;
import dev.stacksets.internal.client.StackSetCalls;
import dev.stacksets.internal.client.TemplateCalls;
import dev.stacksets.internal.planning.Consistency;
import dev.stacksets.internal.planning.Templates;
import dev.stacksets.internal.resilience.Backoff;
import dev.stacksets.internal.resilience.GatedCalls;
import dev.stacksets.internal.series.Admission;
import dev.stacksets.internal.series.PlanReading;
import dev.stacksets.internal.series.WhoCalls;
import dev.stacksets.internal.tracking.OperationTracker;
import dev.stacksets.internal.validation.Check;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Plan;
import dev.stacksets.resilience.CallGates;
import dev.stacksets.resilience.PollPolicy;
import dev.stacksets.spi.CallGate;
import dev.stacksets.spi.Caller;
import dev.stacksets.spi.EventSink;
import dev.stacksets.spi.SystemTimeSource;
import dev.stacksets.spi.TemplateReader;
import dev.stacksets.spi.TemplateStore;
import dev.stacksets.spi.TimeSource;
import dev.stacksets.spi.UnitDirectory;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClientBuilder;
import software.amazon.awssdk.services.cloudformation.model.CallAs;

/**
 * The stack sets of one account in one Region. Thread-safe; make one and keep it.
 *
 * <pre>{@code
 * try (StackSets stackSets = StackSets.builder().region(Region.US_EAST_1).build()) {
 *     StackSet baseline = stackSets.create("baseline", s -> s
 *             .template(TemplateSource.file(Path.of("iam.yaml")))
 *             .parameter("Password", Secret.of(password))
 *             .capability(Capability.CAPABILITY_NAMED_IAM))
 *         .join();
 *     OperationResult result = baseline.deploy(d -> d
 *             .accounts("111122223333", "444455556666")
 *             .regions("us-east-1", "eu-west-1")
 *             .preferences(p -> p.failureToleranceCount(1).maxConcurrentCount(2)))
 *         .await();
 * }
 * }</pre>
 *
 * <p>No method blocks. Futures fail with a {@link dev.stacksets.error.StackSetsException}; bad input is refused with an
 * {@link InvalidInputException} before any call. User code runs on the callback executor. Every attempt waits
 * for its turn at the {@linkplain Builder#callGate call gate}. Failures that pass by themselves (throttling, server errors, no
 * answer) are retried here and only here.
 */
public final class StackSets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StackSets.class);

    private final Region region;
    private final Connection connection;
    private final GatedCalls gated;
    private final GatedCalls otherServices;
    private final TrackingOptions tracking;
    private final OnConflict onConflict;
    private final TimeSource time;
    private final Optional<CallAs> callAs;
    private final String gateScope;
    private final Deque<Runnable> closing;
    private final Templates templates;
    private final Optional<UnitDirectory> directory;
    private final WhoCalls whoCalls;

    private StackSets(Builder builder) {
        closing = new ConcurrentLinkedDeque<>();
        CloudFormationAsyncClient client = builder.suppliedOrOwnClient(closing);
        time = builder.suppliedOrOwnTime(closing);
        Callbacks callbacks = new Callbacks(builder.suppliedOrOwnExecutor(time, closing), time);
        region = client.serviceClientConfiguration().region();
        tracking = builder.tracking();
        onConflict = builder.onConflict;
        callAs = Optional.ofNullable(builder.callAs);
        gateScope = builder.gateScope;
        GatedCalls.Settings gating = builder.gating(time);
        gated = new GatedCalls(gating, time, callbacks);
        otherServices = new GatedCalls(gating.withoutBreaker(), time, callbacks);
        ServiceCalls service = new ServiceCalls(client, gated, builder.gateScope, region.id());
        AnsweredIds answeredIds = new AnsweredIds();
        ReadRequests readRequests = new ReadRequests(builder.callAs, answeredIds);
        OperationReads reads = new OperationReads(service, readRequests, callbacks);
        Requests requests = new Requests(builder.callAs);
        TemplateCalls templates = new TemplateCalls(service, requests, builder.templateStore);
        StackSetCalls calls = new StackSetCalls(service, reads, templates, requests, readRequests, callbacks);
        connection = new Connection(
                calls,
                new OperationTracker(service, reads, answeredIds, time, callbacks, region.id(), builder.listeners),
                callbacks,
                builder.admission(calls));
        this.templates = new Templates(Optional.ofNullable(builder.templateReader)
                .or(() -> ServiceLoader.load(TemplateReader.class).findFirst()));
        directory = Optional.ofNullable(builder.unitDirectory);
        whoCalls = new WhoCalls(Optional.ofNullable(builder.caller));
    }

    /**
     * Starts with the SDK's defaults for Region and credentials.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The Region the stack sets live in. Their instances may be in any Region.
     *
     * @return the Region
     */
    public Region region() {
        return region;
    }

    /**
     * In what capacity the account acts.
     *
     * @return what is sent with every call; empty for AWS's default, {@code SELF}
     */
    public Optional<CallAs> callAs() {
        return callAs;
    }

    /**
     * Lets another service of AWS be called as this {@code StackSets} calls CloudFormation: through the same call gate,
     * with the same retry, event sink, time and callback executor.
     *
     * @param client of the same account; never closed here. Its retries should be off, as those of
     *     {@link Builder#client(CloudFormationAsyncClient)}
     * @param <C> the service's asynchronous client
     * @return a way to the service, which ends with this {@code StackSets}
     */
    public <C extends AwsClient> AwsCalls<C> callsTo(C client) {
        Builder.warnOfRetries(client);
        return new AwsCalls<>(client, otherServices, gateScope, connection.callbacks(), time);
    }

    /**
     * Names a stack set. No call is made, and it need not exist.
     *
     * @param nameOrId its name, or its id {@code NAME:UUID}, which is safer: a recreated stack set has another id
     * @return a reference with the verbs
     * @throws InvalidInputException if it is neither
     */
    public StackSet stackSet(String nameOrId) {
        Check.stackSetNameOrId(nameOrId);
        return new StackSet(nameOrId, connection, tracking, onConflict);
    }

    /**
     * Creates a stack set. Deploys nothing. API action {@code CreateStackSet}.
     *
     * @param definition what to create
     * @return a reference by id; fails with {@link dev.stacksets.error.NameAlreadyExistsException},
     *     {@link dev.stacksets.error.InsufficientCapabilitiesException}, which names what to add, another
     *     {@link dev.stacksets.error.ServiceException}, or a {@link dev.stacksets.error.TemplateStoreException}
     * @throws InvalidInputException if the template has more than 51,200 bytes and there is no template store
     */
    public CompletableFuture<StackSet> create(StackSetDefinition definition) {
        String requestToken = new UUID(time.random().nextLong(), time.random().nextLong()).toString();
        return connection
                .callbacks()
                .handOver(Futures.map(connection.calls().create(definition, requestToken), this::stackSet));
    }

    /**
     * Creates a stack set. Deploys nothing. API action {@code CreateStackSet}.
     *
     * @param name its name, 1 to 128 letters, digits and hyphens, a letter first
     * @param definition fills in a builder
     * @return as {@link #create(StackSetDefinition)}
     * @throws InvalidInputException if the service would refuse a value
     */
    public CompletableFuture<StackSet> create(String name, Consumer<StackSetDefinition.Builder> definition) {
        return create(filled(name, definition));
    }

    /**
     * Asks what AWS reads out of a template: parameters, and capabilities to acknowledge. Changes nothing. API action
     * {@code GetTemplateSummary}; the template of a stack set is read by {@link StackSet#summarizeTemplate()}.
     *
     * @param template a text, a file, a URL, or that of a stack
     * @return the summary; fails with {@link dev.stacksets.error.ValidationException} if it is no template
     * @throws InvalidInputException if it is the previous template, or has more than 51,200 bytes and there is no template
     *     store
     */
    public CompletableFuture<TemplateSummary> summarizeTemplate(TemplateSource template) {
        Check.that(
                !(template instanceof TemplateSource.Previous),
                "template",
                "The previous template is a stack set's: ask stackSet(name).summarizeTemplate().");
        return connection.callbacks().handOver(connection.calls().templates().summarize(template));
    }

    /**
     * Looks for what is wrong with a definition before it is sent: asks AWS once what is in its template, and holds the
     * definition against that. Changes nothing in CloudFormation; a template too large for a request is put into the
     * template store, as by the creation itself.
     *
     * @param definition to be created
     * @return what is wrong or doubtful; empty if nothing is. Also a template that AWS cannot read, or that is too large, is
     *     a finding and no failure; it fails if AWS cannot be asked, as for the template of a stack in another account
     */
    public CompletableFuture<List<Finding>> check(StackSetDefinition definition) {
        return connection.callbacks().handOver(connection.calls().templates().check(definition));
    }

    /**
     * Looks for what is wrong with a definition before it is sent.
     *
     * @param name its name, 1 to 128 letters, digits and hyphens, a letter first
     * @param definition fills in a builder
     * @return as {@link #check(StackSetDefinition)}
     * @throws InvalidInputException if the service would refuse a value whatever the template says
     */
    public CompletableFuture<List<Finding>> check(String name, Consumer<StackSetDefinition.Builder> definition) {
        return check(filled(name, definition));
    }

    private static StackSetDefinition filled(String name, Consumer<StackSetDefinition.Builder> definition) {
        StackSetDefinition.Builder builder = StackSetDefinition.builder().name(name);
        definition.accept(builder);
        return builder.build();
    }

    /**
     * Holds what should be true of a stack set against what is, and gives the fewest operations that make it so. Reads AWS
     * and changes nothing: three calls, one more for each hundred instances, and one for each instance whose overrides matter
     * and are not known from the operation that last touched it. One more where the template has to be asked about, and one
     * for the units that automatic deployment follows. A template too large for a request is put into the template store then.
     *
     * @param desired what should be true
     * @return the plan, without a step if everything is as it should be; fails with a
     *     {@link dev.stacksets.error.StackSetsException} if an operation is at work on the stack set, or units cannot be
     *     looked up, and with an {@link InvalidInputException} if groups want different things of one instance, AWS would take
     *     the change no way (its {@link InvalidInputException#findings()} are all that {@link #check} finds wrong), or the stack
     *     set does not exist and there is no {@linkplain Builder#caller caller} who says in which account it would be created
     * @throws InvalidInputException if units are named and there is no {@linkplain Builder#unitDirectory unit directory}
     */
    public CompletableFuture<Plan> plan(DesiredStackSet desired) {
        return connection
                .callbacks()
                .handOver(
                        new PlanReading(connection.calls(), region.id(), templates, directory, whoCalls).plan(desired));
    }

    /**
     * Holds what should be true of a stack set against what is.
     *
     * @param desired fills in a builder
     * @return as {@link #plan(DesiredStackSet)}
     * @throws InvalidInputException if something cannot be planned
     */
    public CompletableFuture<Plan> plan(Consumer<DesiredStackSet.Builder> desired) {
        DesiredStackSet.Builder builder = DesiredStackSet.builder();
        desired.accept(builder);
        return plan(builder.build());
    }

    /**
     * Applies exactly this plan, one operation after another: begins it, or goes on with it if it was begun before, by this or
     * another process. Guardrails are looked at first, then once, with a call for each hundred instances, whether every step
     * reaches the instances that the plan shows and no others; and before every step whether the stack set is still as it was
     * but for what the plan did. An operation that has the id of a step is compared with the step before it counts as done.
     *
     * @param plan made here or read from JSON, with its secrets
     * @param approval of this plan
     * @return the operations and how far they are; fails with {@link dev.stacksets.error.GuardrailException} if guardrails stand
     *     in the way, with {@link dev.stacksets.error.StalePlanException} if the stack set is not as the plan says, with
     *     {@link InvalidInputException} if the credentials are those of another account than the plan's, and with
     *     {@link dev.stacksets.error.PlanHaltedException} after something was begun
     * @throws InvalidInputException if the approval is another plan's, the plan is for another Region or contradicts itself, or
     *     secrets are missing
     */
    public PlanExecution apply(Plan plan, Approval approval) {
        return apply(plan, approval, tracking);
    }

    /**
     * Applies exactly this plan.
     *
     * @param plan made here or read from JSON, with its secrets
     * @param approval of this plan
     * @param options how its operations are watched
     * @return as {@link #apply(Plan, Approval)}
     * @throws InvalidInputException as {@link #apply(Plan, Approval)}
     */
    public PlanExecution apply(Plan plan, Approval approval, TrackingOptions options) {
        checkRegion("plan", "plan", plan.region());
        Consistency.check(plan);
        Check.that(
                plan.hash().equals(approval.hash()),
                "approval",
                "Plan " + approval.hash() + " is approved, but this is plan " + plan.hash() + ".");
        Check.that(
                plan.secretsNeeded().isEmpty(),
                "secrets",
                "The plan lacks secrets: " + String.join(", ", plan.secretsNeeded()) + ". Give it withSecrets(...).");
        StackSet stackSet = new StackSet(plan.stackSet(), connection, options, onConflict);
        return stackSet.work()
                .apply(plan, templates, directory, () -> connection.admission().admit(plan, approval));
    }

    /**
     * Holds a plan against the guardrails, as applying it does, but for what an approval lets pass.
     *
     * @param plan made here or read from JSON
     * @return all that stands in the way; fails if the caller, units or, where a guardrail needs them, instances cannot be looked
     *     up, and if the credentials are those of another account than the plan's
     * @throws InvalidInputException if the plan contradicts itself
     */
    public CompletableFuture<List<Violation>> violations(Plan plan) {
        Consistency.check(plan);
        return connection.callbacks().handOver(connection.admission().violations(plan));
    }

    /**
     * Lists the stack sets that exist. API action {@code ListStackSets}.
     *
     * @return those that are {@code ACTIVE}
     */
    public Listing<StackSetSummary> listStackSets() {
        return connection.calls().list(StackSetStatus.ACTIVE);
    }

    /**
     * Lists stack sets that were deleted, as long as AWS keeps a record of them. API action {@code ListStackSets}.
     *
     * @return those that are {@code DELETED}
     */
    public Listing<StackSetSummary> listDeletedStackSets() {
        return connection.calls().list(StackSetStatus.DELETED);
    }

    /**
     * Reads whether CloudFormation may look into the organization, without which there are no service-managed stack sets.
     * API action {@code DescribeOrganizationsAccess}.
     *
     * @return whether; fails with {@link dev.stacksets.error.InvalidOperationException} outside an organization
     */
    public CompletableFuture<OrganizationsAccess> describeOrganizationsAccess() {
        return connection.callbacks().handOver(connection.calls().describeOrganizationsAccess());
    }

    /**
     * Lets CloudFormation look into the organization, and makes the roles that service-managed stack sets need. For the
     * management account only. Does nothing if it may already. API action {@code ActivateOrganizationsAccess}, which
     * takes no {@code callAs}.
     *
     * @return completes when it may; fails with {@link dev.stacksets.error.InvalidOperationException} for any other account
     */
    public CompletableFuture<Void> activateOrganizationsAccess() {
        return connection.callbacks().handOver(connection.calls().activateOrganizationsAccess());
    }

    /**
     * Keeps CloudFormation from looking into the organization. For the management account only, and only after every
     * delegated administrator of StackSets was deregistered. Does nothing if it may not already. Until it is activated
     * again nobody can create or manage service-managed stack sets, and what {@code AutoDeployment.dependsOn} said is lost
     * for good. API action {@code DeactivateOrganizationsAccess}, user guide "Enable or disable automatic deployments".
     *
     * @return completes when it may not; fails with {@link dev.stacksets.error.InvalidOperationException} for any other
     *     account, or while there are delegated administrators
     */
    public CompletableFuture<Void> deactivateOrganizationsAccess() {
        return connection.callbacks().handOver(connection.calls().deactivateOrganizationsAccess());
    }

    /**
     * Watches an operation that was started before, by this or another process.
     *
     * @param token its name
     * @return a handle; it fails with {@code OPERATION_NOT_FOUND} if AWS does not know the operation
     * @throws InvalidInputException if the operation is in another Region
     */
    public OperationHandle resume(OperationToken token) {
        return resume(token, tracking);
    }

    /**
     * Watches an operation that was started before, by this or another process.
     *
     * @param token its name
     * @param options how to watch it
     * @return a handle; it fails with {@code OPERATION_NOT_FOUND} if AWS does not know the operation
     * @throws InvalidInputException if the operation is in another Region
     */
    public OperationHandle resume(OperationToken token, TrackingOptions options) {
        checkRegion("token", "operation", token.region());
        return connection.tracker().resume(token, options);
    }

    private void checkRegion(String field, String what, String other) {
        Check.that(
                other.equals(region.id()),
                field,
                "The " + what + " is in " + other + ", but this StackSets is for " + region
                        + ". Build one for that Region.");
    }

    /**
     * Ends all watching; open futures fail with {@code CLIENT_CLOSED} and the token. Operations go on in AWS; what was
     * not sent yet is not sent. Other calls fail, those under way too. A client, executor or time source that was handed
     * in stays open.
     */
    @Override
    public void close() {
        connection.callbacks().close();
        connection.tracker().close();
        gated.close();
        otherServices.close();
        for (Runnable next = closing.poll(); next != null; next = closing.poll()) {
            next.run();
        }
    }

    /** Builds a {@link StackSets}. Not thread-safe. */
    public static final class Builder {
        private static final int CALLBACK_THREADS = 64;

        /** For answers that trickle: each byte in time, the last one never. */
        private static final Duration ATTEMPT = Duration.ofSeconds(60);

        private @Nullable CloudFormationAsyncClient client;
        private @Nullable Region region;
        private @Nullable IdentityProvider<? extends AwsCredentialsIdentity> credentials;
        private @Nullable URI endpoint;
        private @Nullable Executor callbackExecutor;
        private OptionalInt callbackThreads = OptionalInt.empty();
        private @Nullable TimeSource timeSource;
        private @Nullable PollPolicy pollPolicy;
        private @Nullable TrackingOptions trackingOptions;
        private final List<Function<OperationToken, OperationListener>> listeners = new ArrayList<>();
        private @Nullable CallAs callAs;
        private @Nullable TemplateStore templateStore;
        private OnConflict onConflict = OnConflict.defaults();
        private @Nullable CallGate callGate;
        private String gateScope = "";
        private @Nullable Retry retry;
        private @Nullable CircuitBreaker circuitBreaker;
        private @Nullable EventSink eventSink;
        private Guardrails guardrails = Guardrails.defaults();
        private @Nullable Caller caller;
        private @Nullable UnitDirectory unitDirectory;
        private @Nullable TemplateReader templateReader;

        private Builder() {}

        /**
         * Uses a client of the caller's. It is never closed here. Turn its retries off
         * ({@code overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))}), or each of our attempts
         * becomes several. Excludes region, credentials and endpoint.
         *
         * @param client the client
         * @return this builder
         */
        public Builder client(CloudFormationAsyncClient client) {
            this.client = client;
            return this;
        }

        /**
         * Sets the Region the stack sets live in. Unset, the SDK looks it up as usual.
         *
         * @param region the Region
         * @return this builder
         */
        public Builder region(Region region) {
            this.region = region;
            return this;
        }

        /**
         * Sets whose stack sets they are. Unset, the SDK looks for credentials as usual. The SDK asks a provider on the thread
         * that makes a call, so one that fetches them makes the first caller wait, and later ones unless it renews them
         * in the background ({@code asyncCredentialUpdateEnabled(true)}).
         *
         * @param provider the credentials of the administrator account
         * @return this builder
         */
        public Builder credentialsProvider(IdentityProvider<? extends AwsCredentialsIdentity> provider) {
            this.credentials = provider;
            return this;
        }

        /**
         * Says in what capacity the account acts; sent with every call. A delegated administrator finds service-managed
         * stack sets only with {@code DELEGATED_ADMIN}, and with it finds no others. API page {@code CreateStackSet}.
         *
         * @param capacity {@code SELF}, AWS's default, or {@code DELEGATED_ADMIN}
         * @return this builder
         */
        public Builder callAs(CallAs capacity) {
            this.callAs = capacity;
            return this;
        }

        /**
         * Sets what to do about operations in the way, unless said otherwise with {@link StackSet#onConflict(OnConflict)}.
         *
         * @param policy unset, {@link OnConflict#defaults()}
         * @return this builder
         */
        public Builder onConflict(OnConflict policy) {
            this.onConflict = policy;
            return this;
        }

        /**
         * Sets where templates go that are too large for a request. Unset, templates of more than 51,200 bytes are refused
         * unless they are given by their URL.
         *
         * @param store for example the S3TemplateStore of {@code stacksets-s3}; never closed here
         * @return this builder
         */
        public Builder templateStore(TemplateStore store) {
            this.templateStore = store;
            return this;
        }

        /**
         * Talks to another endpoint, for example a simulator.
         *
         * @param endpoint its address
         * @return this builder
         */
        public Builder endpointOverride(URI endpoint) {
            this.endpoint = endpoint;
            return this;
        }

        /**
         * Runs user code (dependents of futures, listeners) here. Unset, daemon threads of ours do, named
         * {@code stacksets-callbacks}: one, another for each that blocks, up to {@link #callbackThreads}; they end when idle.
         * Either way the callbacks of one handle run one at a time and in order.
         *
         * @param executor never shut down here; one that runs callbacks where they come up ({@code Runnable::run}) lends them
         *     the threads of the SDK and of the timer, and none of those may block
         * @return this builder
         */
        public Builder callbackExecutor(Executor executor) {
            this.callbackExecutor = executor;
            return this;
        }

        /**
         * Sets how many threads run user code at most. As long as fewer callbacks block than that, others are not delayed.
         * When all do, callbacks wait; who blocks for 5 seconds while others wait is named in a warning. A callback that would
         * wait for itself gets a {@link dev.stacksets.error.CallbackDeadlockException} instead. Excludes
         * {@code callbackExecutor}.
         *
         * @param most 1 to 10,000; 64 unless set. Callbacks that do not block share one thread, however many they are
         * @return this builder
         * @throws InvalidInputException if there are too few or too many
         */
        public Builder callbackThreads(int most) {
            Check.between("callbackThreads", most, 1, 10_000);
            this.callbackThreads = OptionalInt.of(most);
            return this;
        }

        /**
         * Takes time and chance from here. Unset, from the machine, with one daemon thread of ours.
         *
         * @param timeSource never closed here
         * @return this builder
         */
        public Builder timeSource(TimeSource timeSource) {
            this.timeSource = timeSource;
            return this;
        }

        /**
         * Meters every attempt of every call with this gate, which others may share.
         *
         * @param gate for example of {@link dev.stacksets.resilience.CallGates}; unset, an adaptive one of its own
         * @return this builder
         */
        public Builder callGate(CallGate gate) {
            this.callGate = gate;
            return this;
        }

        /**
         * Tells a shared gate whose rate these calls draw on: AWS meters by account and Region. {@code StackSets} of
         * different accounts that share a gate need different scopes.
         *
         * @param scope for example the account id; {@code ""} unless set
         * @return this builder
         */
        public Builder gateScope(String scope) {
            this.gateScope = scope;
            return this;
        }

        /**
         * Repeats calls whose failure passes by itself (server errors, no answer) as this retry says. Calls that AWS refuses
         * as too fast are the gate's business, starts of operations go by a protocol of their own, and refusals for good
         * never reach the retry. What has no answer after the last attempt fails with a
         * {@link dev.stacksets.error.NoAnswerException}: unset, after less than a minute of waiting between attempts, beside the time
         * the attempts take. An attempt of a client that is built here takes 60 seconds at most, in real time; a client that was handed
         * in has its own time-outs, and waits for ever if it has none.
         *
         * @param resilience4jRetry its attempts, intervals and event publisher; unset, 8 attempts, half a second doubling to
         *     20 seconds
         * @return this builder
         */
        public Builder retry(Retry resilience4jRetry) {
            this.retry = resilience4jRetry;
            return this;
        }

        /**
         * Forbids attempts while this breaker is open. It counts server errors and missing answers as failures; what AWS
         * refuses, for good or as too fast, as success.
         *
         * @param breaker the breaker; unset, none
         * @return this builder
         */
        public Builder circuitBreaker(CircuitBreaker breaker) {
            this.circuitBreaker = breaker;
            return this;
        }

        /**
         * Tells this sink of every attempt.
         *
         * @param sink for metrics and traces; unset, none
         * @return this builder
         */
        public Builder eventSink(EventSink sink) {
            this.eventSink = sink;
            return this;
        }

        /**
         * Sets what plans may not do. Protected accounts and units are also refused to single operations that name them.
         *
         * @param guardrails unset, {@link Guardrails#defaults()}
         * @return this builder
         */
        public Builder guardrails(Guardrails guardrails) {
            this.guardrails = guardrails;
            return this;
        }

        /**
         * Sets what plans may not do.
         *
         * @param guardrails fills in a builder
         * @return this builder
         * @throws InvalidInputException if a bound does not hold or an id is none
         */
        public Builder guardrails(Consumer<Guardrails.Builder> guardrails) {
            Guardrails.Builder builder = Guardrails.builder();
            guardrails.accept(builder);
            return guardrails(builder.build());
        }

        /**
         * Tells plans and guardrails whose credentials are used.
         *
         * @param whoMakesTheCalls asks, for example STS; or {@link Caller#of(String)}. Needed where guardrails expect a caller, and
         *     for plans that create a stack set
         * @return this builder
         */
        public Builder caller(Caller whoMakesTheCalls) {
            this.caller = whoMakesTheCalls;
            return this;
        }

        /**
         * Tells plans and guardrails who is in organizational units.
         *
         * @param directory needed where units are named; {@code OrganizationDirectory} of {@code stacksets-organizations} is one
         * @return this builder
         */
        public Builder unitDirectory(UnitDirectory directory) {
            this.unitDirectory = directory;
            return this;
        }

        /**
         * Tells plans what templates say.
         *
         * @param reader unset, the one that {@link java.util.ServiceLoader} finds, for example that of stacksets-yaml
         * @return this builder
         */
        public Builder templateReader(TemplateReader reader) {
            this.templateReader = reader;
            return this;
        }

        /**
         * Sets when to ask again how operations stand. Short for tracking options with this policy.
         *
         * @param policy the policy; unset, {@link PollPolicy#defaults()}
         * @return this builder
         */
        public Builder pollPolicy(PollPolicy policy) {
            this.pollPolicy = policy;
            return this;
        }

        /**
         * Sets how operations are watched, unless said otherwise with {@link StackSet#tracking(TrackingOptions)}.
         *
         * @param options excludes {@code pollPolicy}
         * @return this builder
         */
        public Builder tracking(TrackingOptions options) {
            this.trackingOptions = options;
            return this;
        }

        /**
         * Adds a listener for the operations of all handles, begun and resumed, those of series and plans too: it is told every event of
         * each, from the first on, as {@link OperationListener} says. Events of one handle come one at a time and in order; those of
         * different handles may come at the same time, on several threads.
         *
         * @param listener who is told; not every event names its operation, so for more than counting there is
         *     {@link #listener(Function)}
         * @return this builder
         */
        public Builder listener(OperationListener listener) {
            return listener(token -> listener);
        }

        /**
         * Adds a listener for each operation of all handles, begun and resumed, those of series and plans too: it is told every event
         * of its operation, from the first on, as {@link OperationListener} says.
         *
         * @param listener makes the listener of an operation; asked once for each handle, on the thread that begins or resumes it, which
         *     it must not block. If it throws, that is logged and the operation goes on
         * @return this builder
         */
        public Builder listener(Function<OperationToken, OperationListener> listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return the stack sets
         * @throws InvalidInputException if settings exclude each other, or no Region is set and the SDK finds none
         */
        public StackSets build() {
            Check.that(
                    client == null || (region == null && credentials == null && endpoint == null),
                    "client",
                    "A client brings its own region, credentials and endpoint: set those on the client instead.");
            Check.that(
                    callbackThreads.isEmpty() || callbackExecutor == null,
                    "callbackThreads",
                    "A callbackExecutor brings its own threads: set callbackThreads, or callbackExecutor, but not both.");
            Check.that(
                    pollPolicy == null || trackingOptions == null,
                    "pollPolicy",
                    "Set the poll policy in the tracking options, or alone, but not both.");
            Check.that(
                    guardrails.expectedCaller().isEmpty() || caller != null,
                    "caller",
                    "Guardrails expect a caller: set a caller, who finds out whose credentials are used.");
            Check.that(
                    guardrails.protectedUnits().isEmpty() || unitDirectory != null,
                    "unitDirectory",
                    "Guardrails protect units: set a unitDirectory, which knows who is in them.");
            return new StackSets(this);
        }

        private Admission admission(StackSetCalls calls) {
            return new Admission(
                    guardrails, new WhoCalls(Optional.ofNullable(caller)), Optional.ofNullable(unitDirectory), calls);
        }

        private TrackingOptions tracking() {
            if (trackingOptions != null) {
                return trackingOptions;
            }
            return pollPolicy == null
                    ? TrackingOptions.defaults()
                    : TrackingOptions.builder().pollPolicy(pollPolicy).build();
        }

        private GatedCalls.Settings gating(TimeSource time) {
            return new GatedCalls.Settings(
                    callGate == null ? CallGates.adaptive(time) : callGate,
                    retry == null ? Backoff.retry(time) : retry,
                    Optional.ofNullable(circuitBreaker),
                    Optional.ofNullable(eventSink));
        }

        private CloudFormationAsyncClient suppliedOrOwnClient(Deque<Runnable> closing) {
            if (client != null) {
                warnOfRetries(client);
                return client;
            }
            CloudFormationAsyncClientBuilder own = CloudFormationAsyncClient.builder()
                    .overrideConfiguration(o ->
                            o.retryStrategy(DefaultRetryStrategy.doNotRetry()).apiCallAttemptTimeout(ATTEMPT));
            if (region != null) {
                own.region(region);
            }
            if (credentials != null) {
                own.credentialsProvider(credentials);
            }
            if (endpoint != null) {
                own.endpointOverride(endpoint);
            }
            CloudFormationAsyncClient built = built(own);
            closing.addLast(built::close); // last: it may throw, and then nothing else must be left open
            return built;
        }

        /** Each of our attempts would be several, and none of them but the first would wait for its turn. */
        private static void warnOfRetries(AwsClient supplied) {
            supplied.serviceClientConfiguration()
                    .overrideConfiguration()
                    .retryStrategy()
                    .filter(strategy -> strategy.maxAttempts() > 1)
                    .ifPresent(strategy -> LOG.warn(
                            "The supplied {} client retries by itself, up to {} attempts for each of ours. "
                                    + "Turn that off: overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry())).",
                            supplied.serviceName(),
                            strategy.maxAttempts()));
        }

        private static CloudFormationAsyncClient built(CloudFormationAsyncClientBuilder own) {
            try {
                return own.build();
            } catch (SdkClientException | IllegalArgumentException unbuildable) {
                InvalidInputException refusal = new InvalidInputException(
                        "region", "No client can be built: " + firstSentence(unbuildable.getMessage()));
                refusal.initCause(unbuildable);
                throw refusal;
            }
        }

        /** The SDK goes on to name every Region there is. */
        private static String firstSentence(@Nullable String text) {
            String said = String.valueOf(text);
            int end = said.indexOf(". ");
            return end < 0 ? said : said.substring(0, end + 1);
        }

        private TimeSource suppliedOrOwnTime(Deque<Runnable> closing) {
            if (timeSource != null) {
                return timeSource;
            }
            SystemTimeSource own = new SystemTimeSource();
            closing.addFirst(own::close);
            return own;
        }

        private Executor suppliedOrOwnExecutor(TimeSource time, Deque<Runnable> closing) {
            if (callbackExecutor != null) {
                return callbackExecutor;
            }
            CallbackPool own = new CallbackPool(callbackThreads.orElse(CALLBACK_THREADS), time);
            closing.addFirst(own::close);
            return own;
        }
    }
}
