package dev.stacksets.testing;

import dev.stacksets.testing.internal.transport.Answer;
import dev.stacksets.testing.internal.transport.Bounds;
import dev.stacksets.testing.internal.transport.FrontDoor;
import dev.stacksets.testing.internal.transport.Health;
import dev.stacksets.testing.internal.transport.HttpDoor;
import dev.stacksets.testing.internal.transport.WireRequest;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A simulator behind HTTP on 127.0.0.1, for the AWS CLI, boto3, Terraform and every other AWS client. It answers
 * CloudFormation's StackSets actions and GetCallerIdentity of STS, whatever the signature; the access key, if it has 12
 * digits, is the calling account. {@code POST /_stacksets/reset} empties it, {@code GET /_stacksets/health} answers
 * with status 200 once it runs, and with 503 while one piece of work has kept the simulator for ten seconds.
 * Thread-safe.
 *
 * <pre>{@code
 * try (SimulatorEndpoint endpoint = simulator.serve().timeScale(60)) {
 *     // aws --endpoint-url <endpoint.uri()> cloudformation list-stack-sets
 * }
 * }</pre>
 *
 * <p>Real time drives the simulator's {@link VirtualTime} while the endpoint is open, second for second unless
 * {@link #timeScale}, {@link #instant} or {@link #manualTime} says otherwise.
 *
 * <p>It answers programs of this machine, no web pages: the Host header must be {@code localhost}, a name that ends in
 * {@code .localhost}, an address of 127.0.0.0/8 or {@code [::1]}, or be allowed by {@link #allowHost}, else the status is
 * 421; a request whose Origin, Referer or Sec-Fetch-Site header tells of a page of another origin is refused with 403.
 * AWS clients send none of the three.
 *
 * <p>What a client may take is bounded. Bodies above 2 MiB are refused with status 413, headers above 64 KiB with 431 (the
 * JDK closes the connection above 380 KiB or 200 headers). A head has 10 seconds of real time to arrive, a body 30, and
 * the client 30 to take its answer; then its connection is closed. 32 calls are answered at once and 1,024 more wait; the
 * rest are refused with 503, or their connections closed. The process holds 5,000 connections at most, through the JDK's
 * system property {@code jdk.httpserver.maxConnections}, which is set when the first endpoint opens unless it is set
 * already. From then on {@link StackSetsSimulator#calls()} keeps at most 64 MiB, unless the simulator's builder said
 * otherwise.
 */
public final class SimulatorEndpoint implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatorEndpoint.class);

    private final VirtualTime time;
    private final FrontDoor front;
    private final HttpDoor http;
    private final AtomicLong calls = new AtomicLong();
    private final ConcurrentSkipListSet<Long> atWork = new ConcurrentSkipListSet<>();
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private volatile boolean instant;
    private volatile @Nullable Pace pace;
    private boolean closed;

    private SimulatorEndpoint(
            int port, VirtualTime time, FrontDoor front, Runnable reset, LongSupplier engineTurn, Bounds bounds) {
        this.time = time;
        this.front = front;
        Health health = new Health(engineTurn, this::oldestCall);
        this.http = new HttpDoor(port, this::respond, reset, health, bounds);
    }

    /** Opens it. The engine's turn is the number of what holds the engine's lock, 0 when nothing does. */
    static SimulatorEndpoint open(
            int port, VirtualTime time, FrontDoor front, Runnable reset, LongSupplier engineTurn, Bounds bounds) {
        SimulatorEndpoint endpoint = new SimulatorEndpoint(port, time, front, reset, engineTurn, bounds).timeScale(1);
        endpoint.http.start();
        return endpoint;
    }

    /**
     * Where it listens.
     *
     * @return {@code http://127.0.0.1:PORT}
     */
    public URI uri() {
        return http.uri();
    }

    /**
     * Lets clients name the endpoint by one more host than those of this machine, such as {@code
     * host.docker.internal}. Requests for other hosts are refused with status 421.
     *
     * @param host a name or an address, without a port
     * @return this endpoint
     * @throws IllegalArgumentException when it is neither
     */
    public SimulatorEndpoint allowHost(String host) {
        http.allowHost(host);
        return this;
    }

    /**
     * Lets virtual time pass faster or slower than real time, from now on.
     *
     * @param scale virtual seconds per real second, above zero; 1 by default
     * @return this endpoint
     * @throws IllegalArgumentException unless the scale is a finite number above zero
     * @throws IllegalStateException once closed
     */
    public synchronized SimulatorEndpoint timeScale(double scale) {
        requireOpen();
        Pace next = time.pace(scale);
        stopPace();
        pace = next;
        instant = false;
        return this;
    }

    /**
     * Lets every operation end within the call that started it: after each call, everything scheduled in the
     * simulator's time runs. Calls are then answered one at a time; planted delays are left out.
     *
     * @return this endpoint
     * @throws IllegalStateException once closed
     */
    public synchronized SimulatorEndpoint instant() {
        requireOpen();
        stopPace();
        instant = true;
        return this;
    }

    /**
     * Lets virtual time stand until somebody advances it, as a test in the same process does.
     *
     * @return this endpoint
     * @throws IllegalStateException once closed
     */
    public synchronized SimulatorEndpoint manualTime() {
        requireOpen();
        stopPace();
        instant = false;
        return this;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the endpoint " + uri() + " is closed");
        }
    }

    private void stopPace() {
        if (pace != null) {
            pace.close();
            pace = null;
        }
    }

    private Answer respond(WireRequest request) {
        boolean settles = instant;
        Answer answer = worked(request, settles);
        return settles || answer.delay().isZero() || awaited(answer.delay()) ? answer : interrupted();
    }

    /** Everything but a planted delay, which nobody may take for a call that is stuck. */
    private Answer worked(WireRequest request, boolean settles) {
        long call = calls.incrementAndGet();
        atWork.add(call);
        try {
            return settles ? respondAndSettle(request) : respondInTime(request);
        } finally {
            atWork.remove(call);
        }
    }

    private long oldestCall() {
        Long oldest = atWork.ceiling(0L);
        return oldest == null ? 0 : oldest;
    }

    private Answer respondInTime(WireRequest request) {
        Pace driving = pace;
        if (driving != null) {
            driving.catchUp();
        }
        return front.respond(request);
    }

    private Answer respondAndSettle(WireRequest request) {
        oneAtATime.lock();
        try {
            Answer answer = front.respond(request);
            time.runUntilIdle();
            return answer;
        } catch (IllegalStateException failure) {
            LOG.warn("Work in virtual time failed; the call is not answered", failure);
            return new Answer.Drops("work in virtual time failed", Duration.ZERO);
        } finally {
            oneAtATime.unlock();
        }
    }

    /** However long the clock stands: a thread of the server's is not the one that would move it. */
    private boolean awaited(Duration delay) {
        CountDownLatch due = new CountDownLatch(1);
        time.after(delay, "a delayed answer", due::countDown);
        try {
            due.await();
            return true;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Answer interrupted() {
        return new Answer.Drops("the endpoint was closed", Duration.ZERO);
    }

    /**
     * Stops listening, closes all connections and lets virtual time stand. The simulator keeps its state and can be
     * served again. Closing twice does nothing.
     */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            http.close();
            stopPace();
        }
    }
}
