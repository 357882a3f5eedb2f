package dev.stacksets.testing.internal.engine.operation;

import dev.stacksets.testing.internal.engine.base.EngineQuotas;
import dev.stacksets.testing.internal.engine.base.EngineSettings;
import dev.stacksets.testing.internal.engine.base.Errors;
import dev.stacksets.testing.internal.engine.base.EventLog;
import dev.stacksets.testing.internal.engine.base.Ids;
import dev.stacksets.testing.internal.engine.base.Timers;
import dev.stacksets.testing.internal.engine.record.Instance;
import dev.stacksets.testing.internal.engine.record.StackRegistry;
import dev.stacksets.testing.internal.fault.FaultPlan;
import dev.stacksets.testing.internal.fault.InstanceFate;
import dev.stacksets.testing.internal.fault.PlantedDrift;
import dev.stacksets.testing.internal.organization.OrganizationTree;
import dev.stacksets.testing.internal.organization.RegionOptIns;
import dev.stacksets.testing.internal.organization.Timeline;
import dev.stacksets.testing.internal.protocol.PageTokens;
import dev.stacksets.testing.internal.template.Template;
import dev.stacksets.testing.internal.template.TemplateParser;
import dev.stacksets.testing.organization.AccountState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What every part of the engine shares: the lock, time, chance, the planted faults and the event log. */
public final class EngineContext implements Timeline {

    private static final int INLINE_LIMIT = 51_200;
    private static final int URL_LIMIT = 1_048_576;

    private final ReentrantLock lock = new ReentrantLock();
    private volatile long turn; // written under the lock
    private final EngineSettings settings;
    private final Timers timers;
    private final FaultPlan faults;
    private final Ids ids;
    private final Optional<OrganizationTree> organization;
    private final RegionOptIns regions;
    private final EventLog events = new EventLog();
    private final PageTokens pages;
    private final StackRegistry stacks = new StackRegistry();
    private final InstanceOperations instanceOperations = new InstanceOperations();
    private final Map<String, String> textsByUrl = new HashMap<>();

    public EngineContext(
            EngineSettings settings,
            long reset,
            Timers timers,
            FaultPlan faults,
            Optional<OrganizationTree> organization) {
        this.organization = organization;
        this.regions = organization.map(OrganizationTree::regions).orElseGet(() -> new RegionOptIns(account -> false));
        this.settings = settings;
        this.timers = timers;
        this.faults = faults;
        this.ids = new Ids(settings.seed());
        this.pages = new PageTokens(settings.seed(), reset);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time
    public <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            turn++;
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** The number of what holds the lock, 0 when nothing does; waits for nothing. */
    public long turn() {
        return lock.isLocked() ? turn : 0;
    }

    @Override
    public void after(Duration delay, Runnable work) {
        after(delay, "a change of the organization", work);
    }

    public void after(Duration delay, Object what, Runnable work) {
        timers.after(
                delay,
                what,
                () -> locked(() -> {
                    work.run();
                    return true;
                }));
    }

    @Override
    public Instant now() {
        return timers.now();
    }

    public FaultPlan faults() {
        return faults;
    }

    public EngineSettings settings() {
        return settings;
    }

    public Ids ids() {
        return ids;
    }

    public PageTokens pages() {
        return pages;
    }

    @Override
    public void log(String what) {
        events.add(now(), what);
    }

    /** Logs an event in words that never change. */
    public void log(Object... words) {
        events.add(now(), words);
    }

    /** Their texts are made by whoever asks, without the lock. */
    public List<?> events() {
        return events.all();
    }

    InstanceFate startOn(Instance instance) {
        return faults.startOn(instance.account(), instance.region());
    }

    Duration drawDuration() {
        return ids.between(settings.shortest(), settings.longest());
    }

    public int pageSize(@Nullable Integer asked) {
        return asked == null ? settings.defaultPageSize() : asked;
    }

    /** As of when a lagging list sees what is asked for. */
    public Instant lagged(Instant asked) {
        Instant lagged = now().minus(settings.resultsLag());
        return lagged.isBefore(asked) ? lagged : asked;
    }

    /** What is planted in the stack of an instance, by logical id, as far as the template has the resource. */
    Map<String, List<PlantedDrift>> driftsOf(Instance instance, Template template) {
        return faults.driftsOf(
                instance.account(), instance.region(), template.resources().keySet());
    }

    /** Whether a service-managed operation passes over an instance. */
    public boolean isSuspended(StackSetState stackSet, Instance instance) {
        return organization
                .filter(tree -> stackSet.definition().isServiceManaged())
                .flatMap(tree -> tree.account(instance.account()))
                .filter(account -> account.state() == AccountState.SUSPENDED)
                .isPresent();
    }

    /** Why work in a Region cannot succeed for any stack set. */
    Optional<String> unreachable(Instance instance) {
        if (regions.status(instance.account(), instance.region()).isDeployable()) {
            return Optional.empty();
        }
        return Optional.of("STS is not activated in this region for account:" + instance.account()
                + ". Your account administrator can activate STS in this region using the IAM Console.");
    }

    public RegionOptIns regions() {
        return regions;
    }

    public Optional<OrganizationTree> organization() {
        return organization;
    }

    public StackRegistry stacks() {
        return stacks;
    }

    public InstanceOperations instanceOperations() {
        return instanceOperations;
    }

    public EngineQuotas quotas() {
        return settings.quotas();
    }

    public String text(String url) {
        return Optional.ofNullable(locked(() -> textsByUrl.get(url)))
                .orElseThrow(() -> Errors.validation("S3 error: Access Denied"));
    }

    public void registerText(String url, String body) {
        textsByUrl.put(url, body);
    }

    /**
     * The template a request brings. Needs no lock, and takes a while.
     *
     * @throws AwsError when it cannot be read, or when neither is given
     */
    public Template template(@Nullable String body, @Nullable String url) {
        if (body != null) {
            return inline(body);
        }
        if (url == null) {
            throw Errors.validation("Either Template URL or Template Body must be specified.");
        }
        return fromUrl(url);
    }

    private Template inline(String body) {
        if (body.getBytes(StandardCharsets.UTF_8).length > INLINE_LIMIT) {
            // AWS echoes the body here; a template never goes into a message of ours.
            throw Errors.validation(
                    "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: "
                            + "Member must have length less than or equal to " + INLINE_LIMIT);
        }
        return TemplateParser.parse(body);
    }

    private Template fromUrl(String url) {
        String body = text(url);
        if (body.getBytes(StandardCharsets.UTF_8).length > URL_LIMIT) {
            throw Errors.validation("Template may not exceed " + URL_LIMIT + " bytes in size.");
        }
        return TemplateParser.parse(body);
    }
}
