package dev.stacksets.testing;

import dev.stacksets.definition.TemplateSource;
import dev.stacksets.spi.TemplateStore;
import dev.stacksets.testing.deploy.StackDeployer;
import dev.stacksets.testing.fault.Faults;
import dev.stacksets.testing.internal.accounts.OrganizationsChoices;
import dev.stacksets.testing.internal.call.Services;
import dev.stacksets.testing.internal.direct.DirectClient;
import dev.stacksets.testing.internal.engine.Engine;
import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.engine.base.EngineSettings;
import dev.stacksets.testing.internal.fault.FaultPlan;
import dev.stacksets.testing.internal.transport.Bounds;
import dev.stacksets.testing.internal.transport.FrontDoor;
import dev.stacksets.testing.internal.transport.InProcessAsyncHttpClient;
import dev.stacksets.testing.internal.transport.InProcessHttpClient;
import dev.stacksets.testing.organization.Organization;
import dev.stacksets.testing.organization.OrganizationBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/**
 * CloudFormation StackSets in memory, under the real AWS SDK: requests are marshalled, signed and parsed as ever, but
 * the HTTP client never leaves the process, and operations take virtual time. Self-managed and service-managed stack
 * sets are modelled; what is not is refused. Thread-safe.
 *
 * <pre>{@code
 * StackSetsSimulator aws = StackSetsSimulator.create();
 * CloudFormationAsyncClient cloudFormation = aws.asyncClient();
 * cloudFormation.createStackSet(r -> r.stackSetName("base").templateBody(template)).join();
 * cloudFormation.createStackInstances(r -> r.stackSetName("base")
 *         .accounts("111122223333").regions("eu-west-1")).join();
 * aws.time().runUntilIdle();                // the operation has SUCCEEDED
 * }</pre>
 *
 * <p>What is modelled, simplified or absent, and what confirms it, is listed in {@code testing/FIDELITY.md}.
 */
public final class StackSetsSimulator {

    private final VirtualTime time;
    private final String administratorAccount;
    private final EngineSettings settings;
    private final CallJournal journal;
    private final FaultPlan plan;
    private final Faults faults;
    private final Services services;
    private final FrontDoor door;
    private final SdkAsyncHttpClient asyncHttpClient;
    private final SdkHttpClient httpClient;
    private final Optional<OrganizationBuilder> organization;
    private EngineTimers timers;
    private long resets; // as timers, guarded by this
    private volatile Engine engine;

    private StackSetsSimulator(
            VirtualTime time,
            EngineSettings settings,
            CallJournal journal,
            Optional<OrganizationBuilder> organization) {
        this.time = time;
        this.settings = settings;
        this.journal = journal;
        this.administratorAccount = settings.administratorAccount();
        this.organization = organization;
        plan = new FaultPlan(time::nanoTime);
        faults = new Faults(plan, administratorAccount);
        timers = new EngineTimers(time);
        engine = engine(timers);
        services = new Services(
                () -> engine,
                plan,
                (exchange, status, errorCode, answerLost) ->
                        journal.add(time.now(), exchange, status, errorCode, answerLost));
        door = new FrontDoor(services, administratorAccount);
        asyncHttpClient = new InProcessAsyncHttpClient(door, new EngineTimers(time));
        httpClient = new InProcessHttpClient(door, time::sleep);
    }

    private Engine engine(EngineTimers clock) {
        return new Engine(settings, resets++, clock, plan, organization.map(o -> o.build(settings.seed(), clock::now)));
    }

    /**
     * A simulator with the defaults of its {@link Builder}.
     *
     * @return empty: no stack set
     */
    public static StackSetsSimulator create() {
        return builder().build();
    }

    /**
     * A simulator to be configured.
     *
     * @return the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The time that drives it.
     *
     * @return always the same
     */
    public VirtualTime time() {
        return time;
    }

    /**
     * The asynchronous door; any number of SDK clients can sit on it, of any account and Region, also those of
     * Organizations, Account Management, STS and IAM. Closing it does nothing.
     *
     * @return always the same
     */
    public SdkAsyncHttpClient asyncHttpClient() {
        return asyncHttpClient;
    }

    /**
     * The synchronous door; planted delays do not apply to it.
     *
     * @return always the same
     */
    public SdkHttpClient httpClient() {
        return httpClient;
    }

    /**
     * A client of the administrator account in us-east-1, without retries, whose futures complete on the calling
     * thread.
     *
     * @return a new client; need not be closed
     */
    public CloudFormationAsyncClient asyncClient() {
        return asyncClient(administratorAccount, Region.US_EAST_1);
    }

    /**
     * A client of any account and Region, without retries, whose futures complete on the calling thread.
     *
     * @param account 12 digits
     * @param region where its stack sets live
     * @return a new client; need not be closed
     * @throws IllegalArgumentException unless the account has 12 digits
     */
    public CloudFormationAsyncClient asyncClient(String account, Region region) {
        return CloudFormationAsyncClient.builder()
                .region(region)
                .credentialsProvider(credentials(account))
                .httpClient(asyncHttpClient)
                .asyncConfiguration(
                        c -> c.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
                .overrideConfiguration(withoutRetries())
                .build();
    }

    /**
     * The synchronous twin of {@link #asyncClient()}.
     *
     * @return a new client; need not be closed
     */
    public CloudFormationClient client() {
        return client(administratorAccount, Region.US_EAST_1);
    }

    /**
     * The synchronous twin of {@link #asyncClient(String, Region)}.
     *
     * @param account 12 digits
     * @param region where its stack sets live
     * @return a new client; need not be closed
     * @throws IllegalArgumentException unless the account has 12 digits
     */
    public CloudFormationClient client(String account, Region region) {
        return CloudFormationClient.builder()
                .region(region)
                .credentialsProvider(credentials(account))
                .httpClient(httpClient)
                .overrideConfiguration(withoutRetries())
                .build();
    }

    /**
     * A client of the administrator account in us-east-1 without HTTP: see {@link #directAsyncClient(String, Region)}.
     *
     * @return a new client; need not be closed
     */
    public CloudFormationAsyncClient directAsyncClient() {
        return directAsyncClient(administratorAccount, Region.US_EAST_1);
    }

    /**
     * A client of any account and Region whose calls go straight to the simulator, for tests of scale and benchmarks:
     * many times faster than {@link #asyncClient(String, Region)}. Responses, typed exceptions, faults, throttles,
     * paginators and the journal are the same. What it leaves out is the SDK's own work: marshalling and XML, so nothing
     * is learnt about either; signing and credentials; interceptors, metrics and overrides on single requests; retries
     * and timeouts; HTTP headers of responses; and ids the SDK fills in, {@code OperationId} and {@code
     * ClientRequestToken}, which the simulator then chooses by its seed. Futures complete on the calling thread, or in
     * virtual time where a delay is planted.
     *
     * @param account 12 digits
     * @param region where its stack sets live
     * @return a new client; need not be closed
     * @throws IllegalArgumentException unless the account has 12 digits
     */
    public CloudFormationAsyncClient directAsyncClient(String account, Region region) {
        return direct(account, region).async();
    }

    /**
     * The synchronous twin of {@link #directAsyncClient()}.
     *
     * @return a new client; need not be closed
     */
    public CloudFormationClient directClient() {
        return directClient(administratorAccount, Region.US_EAST_1);
    }

    /**
     * The synchronous twin of {@link #directAsyncClient(String, Region)}.
     *
     * @param account 12 digits
     * @param region where its stack sets live
     * @return a new client; need not be closed
     * @throws IllegalArgumentException unless the account has 12 digits
     */
    public CloudFormationClient directClient(String account, Region region) {
        return direct(account, region).sync();
    }

    private DirectClient direct(String account, Region region) {
        return new DirectClient(services, new Caller(Builder.requireAccount(account), region.id()), time, time::sleep);
    }

    private static StaticCredentialsProvider credentials(String account) {
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create(Builder.requireAccount(account), "simulated"));
    }

    private ClientOverrideConfiguration withoutRetries() {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(DefaultRetryStrategy.doNotRetry())
                .scheduledExecutorService(time.scheduler())
                .build();
    }

    /**
     * Serves it over HTTP on a free port of 127.0.0.1.
     *
     * @return open; close it
     */
    public SimulatorEndpoint serve() {
        return serve(0);
    }

    /**
     * Serves it over HTTP on a port of 127.0.0.1, for other processes and other languages. Real time drives virtual time
     * meanwhile.
     *
     * @param port 1 to 65535, or 0 for any that is free
     * @return open; close it
     * @throws IllegalArgumentException for another port
     * @throws java.io.UncheckedIOException when the port is taken or not to be had
     */
    public SimulatorEndpoint serve(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535: " + port);
        }
        return serve(port, Bounds.USUAL);
    }

    SimulatorEndpoint serve(int port, Bounds bounds) {
        journal.keepForStrangers();
        return SimulatorEndpoint.open(port, time, door, this::reset, () -> engine.turn(), bounds);
    }

    /**
     * Empties it: no stack set, no operation, no template by URL, no event, no call in the journal; work under way is
     * gone, ids begin again as the seed says, and an organization is as it was built. Time goes on, planted faults stay with what they counted.
     */
    public synchronized void reset() {
        timers.retire();
        timers = new EngineTimers(time);
        engine = engine(timers);
        journal.clear();
    }

    /**
     * What goes wrong.
     *
     * @return always the same
     */
    public Faults faults() {
        return faults;
    }

    /**
     * The organization, for service-managed stack sets.
     *
     * @return of this simulator
     * @throws IllegalStateException by its methods, when the simulator was built without one
     */
    public Organization organization() {
        return new Organization(engine);
    }

    /**
     * What was called.
     *
     * @return always the same, growing
     */
    public CallJournal calls() {
        return journal;
    }

    /**
     * Makes a template readable by TemplateURL; a URL nobody registered is refused.
     *
     * @param url as requests will carry it
     * @param body YAML or JSON, at most 1 MiB in use
     */
    public void template(String url, String body) {
        engine.registerText(url, body);
    }

    /**
     * Whose credentials the clients of this simulator have unless they name another account, for
     * {@code StackSets.builder().caller(...)}; plans that create a stack set need one.
     *
     * @return the administrator account
     */
    public dev.stacksets.spi.Caller caller() {
        return dev.stacksets.spi.Caller.of(administratorAccount);
    }

    /**
     * A template store whose templates this simulator reads, for {@code StackSets.builder().templateStore(...)}.
     *
     * @return keeps them until {@link #reset()}
     */
    public TemplateStore templateStore() {
        return template -> {
            String url = "https://simulated-templates.s3.us-east-1.amazonaws.com/" + template.sha256();
            template(url, template.body());
            return CompletableFuture.completedFuture(new TemplateSource.Url(url));
        };
    }

    /**
     * Makes a text readable by URL, for AccountsUrl and StackIdsUrl.
     *
     * @param url as requests will carry it
     * @param text values separated by commas or lines
     */
    public void document(String url, String text) {
        engine.registerText(url, text);
    }

    /**
     * Says whom a role trusts, for GetRole of IAM. Unless said otherwise every role of every account is there and trusts
     * {@code cloudformation.amazonaws.com}; {@code faults()} let it be missing.
     *
     * @param account 12 digits
     * @param role its name
     * @param trustPolicy a policy document in JSON
     * @throws IllegalArgumentException unless the account has 12 digits
     */
    public void roleTrusts(String account, String role, String trustPolicy) {
        engine.trust(Builder.requireAccount(account), role, trustPolicy);
    }

    /**
     * Puts a resource type into the registry, for DescribeType. It begins empty.
     *
     * @param name such as {@code AWS::S3::Bucket}
     * @param schema its schema in JSON
     */
    public void resourceType(String name, String schema) {
        engine.registerType(name, schema);
    }

    /**
     * Puts a stack into an account that no stack set made, for ImportStacksToStackSet and CreateStackSet from a stack.
     *
     * @param account 12 digits
     * @param region where
     * @param name of the stack
     * @param template YAML or JSON
     * @param parameters values; those left out take the template's defaults
     * @return its stack id
     * @throws IllegalArgumentException unless the account has 12 digits and the values fit the template
     */
    public String existingStack(
            String account, Region region, String name, String template, Map<String, String> parameters) {
        return engine.addStack(Builder.requireAccount(account), region.id(), name, template, parameters);
    }

    /**
     * Everything that changed state, in order, for tests of determinism: same seed and same calls give equal lists.
     *
     * @return a copy, one line per change
     */
    public List<String> events() {
        return engine.events();
    }

    /**
     * Looks over the whole state: counters add up, failures stay within bounds, what ended has no work left.
     *
     * @throws IllegalStateException naming the first thing that does not hold, which is a defect of the simulator
     */
    public void checkInvariants() {
        engine.checkInvariants();
    }

    /**
     * The state as text, for the message of a failing test.
     *
     * @return stack sets, operations, instances (the first 50 of a set), pending timers, unused faults, throttles and
     *     the last calls with the time between them; never a template body or a parameter value
     */
    public String describe() {
        return "at " + time.now() + "\n" + engine.describe() + "timers: " + time.pendingText() + "\nunused faults: "
                + faults.unused() + "\nthrottles: " + faults.throttles() + "\n" + journal.text();
    }

    /** How a simulator behaves where the service is undocumented or a test wants to choose. */
    public static final class Builder {

        private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

        private @Nullable String administratorAccount;
        private @Nullable OrganizationBuilder organization;
        private @Nullable VirtualTime time;
        private long seed = 1;
        private Duration shortest = Duration.ofSeconds(30);
        private Duration longest = Duration.ofSeconds(30);
        private Duration dispatchGap = Duration.ofSeconds(5);
        private Duration resultsLag = Duration.ZERO;
        private int defaultPageSize = 100;
        private int callsKept = Integer.MAX_VALUE;
        private OptionalLong callBytesKept = OptionalLong.empty();
        private boolean stopsOtherParallelRegions;
        private boolean replaysOperationIds;
        private final Quotas quotas = new Quotas();
        private boolean removesDependentsFirst;
        private Duration accountChange = Duration.ofMinutes(1);
        private boolean pagesBeginEmpty;
        private boolean enablingAccessActivatesStackSets;
        private @Nullable StackDeployer deployer;

        private Builder() {}

        /**
         * The account of {@link #asyncClient()} and of callers whose access key is no account id.
         *
         * @param account 12 digits; by default the management account, 999988887777 without an organization
         * @return this builder
         * @throws IllegalArgumentException unless it has 12 digits
         */
        public Builder administratorAccount(String account) {
            administratorAccount = requireAccount(account);
            return this;
        }

        /**
         * Gives it an organization of accounts, without which service-managed stack sets are refused.
         *
         * @param content fills it
         * @return this builder
         */
        public Builder organization(Consumer<OrganizationBuilder> content) {
            OrganizationBuilder builder = new OrganizationBuilder();
            content.accept(builder);
            organization = builder;
            return this;
        }

        private String administrator() {
            if (administratorAccount != null) {
                return administratorAccount;
            }
            return organization == null ? "999988887777" : organization.managementAccount();
        }

        /**
         * The time that drives it.
         *
         * @param virtualTime by default {@link VirtualTime#create()}
         * @return this builder
         */
        public Builder time(VirtualTime virtualTime) {
            time = virtualTime;
            return this;
        }

        /**
         * Decides ids and drawn durations.
         *
         * @param value 1 by default
         * @return this builder
         */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * How long the work on one stack takes.
         *
         * @param duration zero or more, 30 s by default
         * @return this builder
         * @throws IllegalArgumentException when negative
         */
        public Builder stackDuration(Duration duration) {
            return stackDuration(duration, duration);
        }

        /**
         * Between which bounds the time of the work on one stack is drawn, in milliseconds, evenly.
         *
         * @param least zero or more
         * @param most not below least
         * @return this builder
         * @throws IllegalArgumentException when a bound is out of order
         */
        public Builder stackDuration(Duration least, Duration most) {
            shortest = notNegative(least);
            longest = notNegative(most);
            if (longest.compareTo(shortest) < 0) {
                throw new IllegalArgumentException("at most " + most + " is below at least " + least);
            }
            return this;
        }

        /**
         * The time between acceptance of an operation and its first stack.
         *
         * @param gap zero or more, 5 s by default
         * @return this builder
         * @throws IllegalArgumentException when negative
         */
        public Builder dispatchGap(Duration gap) {
            dispatchGap = notNegative(gap);
            return this;
        }

        /**
         * How far ListStackSetOperations and ListStackSetOperationResults lag behind; AWS calls both eventually
         * consistent.
         *
         * @param lag zero or more, zero by default
         * @return this builder
         * @throws IllegalArgumentException when negative
         */
        public Builder resultsLag(Duration lag) {
            resultsLag = notNegative(lag);
            return this;
        }

        /**
         * Items per page when a request does not say; AWS documents no default.
         *
         * @param size 1 to 100, 100 by default
         * @return this builder
         * @throws IllegalArgumentException out of bounds
         */
        public Builder defaultPageSize(int size) {
            if (size < 1 || size > 100) {
                throw new IllegalArgumentException("a page has 1 to 100 items: " + size);
            }
            defaultPageSize = size;
            return this;
        }

        /**
         * How many calls {@link StackSetsSimulator#calls()} remembers, for simulators that run for days.
         *
         * @param count 1 or more, all by default
         * @return this builder
         * @throws IllegalArgumentException below 1
         */
        public Builder callsKept(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("at least one call is kept: " + count);
            }
            callsKept = count;
            return this;
        }

        /**
         * How much memory the calls may take that {@link StackSetsSimulator#calls()} remembers; the oldest are forgotten
         * first, and a call larger than that at once.
         *
         * @param bytes 1 or more, as estimated from the length of what was sent; without limit by default, 64 MiB once
         *     the simulator is served
         * @return this builder
         * @throws IllegalArgumentException below 1
         */
        public Builder callBytesKept(long bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("at least one byte is kept: " + bytes);
            }
            callBytesKept = OptionalLong.of(bytes);
            return this;
        }

        /**
         * In PARALLEL mode, lets a Region that exceeded its tolerance cancel the pending accounts of the others. By
         * default they go on until their own tolerance is exceeded; AWS does not document which.
         *
         * @return this builder
         */
        public Builder failedRegionStopsParallelOnes() {
            stopsOtherParallelRegions = true;
            return this;
        }

        /**
         * Answers a reused OperationId as accepted once more, instead of refusing it with
         * OperationIdAlreadyExistsException; both have been seen of AWS.
         *
         * @return this builder
         */
        public Builder replaysOperationIds() {
            replaysOperationIds = true;
            return this;
        }

        /**
         * Changes quotas of the service.
         *
         * @param changes to what AWS allows
         * @return this builder
         * @throws IllegalArgumentException when a quota is negative
         */
        public Builder quotas(Consumer<Quotas> changes) {
            changes.accept(quotas);
            return this;
        }

        /**
         * Lets automatic removals go against {@code AutoDeployment.DependsOn}: a stack set loses an account before those
         * it depends on. By default they go along it, as automatic creations do; AWS documents one order for both.
         *
         * @return this builder
         */
        public Builder removesDependentsFirst() {
            removesDependentsFirst = true;
            return this;
        }

        /**
         * How long it takes to create an account, to close one, and to enable or disable a Region, by the calls of
         * Organizations and Account Management.
         *
         * @param duration zero or more, 1 minute by default
         * @return this builder
         * @throws IllegalArgumentException when negative
         */
        public Builder accountChangeDuration(Duration duration) {
            accountChange = notNegative(duration);
            return this;
        }

        /**
         * Lets every list of Organizations begin with an empty page that has a token, which AWS may do at any time: a loop
         * goes on until there is no token.
         *
         * @return this builder
         */
        public Builder organizationsPagesBeginEmpty() {
            pagesBeginEmpty = true;
            return this;
        }

        /**
         * Lets EnableAWSServiceAccess for StackSets switch its trusted access on, as ActivateOrganizationsAccess does. By
         * default service-managed stack sets are still refused after it; users have seen that of AWS, and AWS does not
         * document it.
         *
         * @return this builder
         */
        public Builder serviceAccessActivatesStackSets() {
            enablingAccessActivatesStackSets = true;
            return this;
        }

        /**
         * Lets something carry out the work on each member stack. By default there are records only. Real work takes real
         * time: serve the simulator, or give it a {@link VirtualTime#pace pace}, so that virtual time goes on meanwhile.
         *
         * @param stackDeployer stays open; imported stacks are not known to it
         * @return this builder
         */
        public Builder stackDeployer(StackDeployer stackDeployer) {
            deployer = stackDeployer;
            return this;
        }

        /**
         * Builds it.
         *
         * @return empty: no stack set
         */
        public StackSetsSimulator build() {
            return new StackSetsSimulator(
                    time == null ? VirtualTime.create() : time,
                    new EngineSettings(
                            administrator(),
                            seed,
                            shortest,
                            longest,
                            dispatchGap,
                            resultsLag,
                            defaultPageSize,
                            stopsOtherParallelRegions,
                            replaysOperationIds,
                            quotas.forEngine(),
                            removesDependentsFirst,
                            accountChange,
                            new OrganizationsChoices(pagesBeginEmpty, enablingAccessActivatesStackSets),
                            Optional.ofNullable(deployer)),
                    new CallJournal(callsKept, callBytesKept),
                    Optional.ofNullable(organization));
        }

        private static String requireAccount(String account) {
            if (!ACCOUNT.matcher(account).matches()) {
                throw new IllegalArgumentException("an account id has 12 digits: " + account);
            }
            return account;
        }

        private static Duration notNegative(Duration duration) {
            if (duration.isNegative()) {
                throw new IllegalArgumentException("a duration is zero or more: " + duration);
            }
            return duration;
        }
    }
}
