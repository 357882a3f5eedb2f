package dev.stacksets.testing;

import dev.stacksets.testing.internal.transport.Answer;
import dev.stacksets.testing.internal.transport.FrontDoor;
import dev.stacksets.testing.internal.transport.HttpDoor;
import dev.stacksets.testing.internal.transport.WireRequest;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A simulator behind HTTP on 127.0.0.1, for the AWS CLI, boto3, Terraform and every other AWS client. It answers
 * CloudFormation's StackSets actions and GetCallerIdentity of STS, whatever the signature; the access key, if it has 12
 * digits, is the calling account. {@code POST /_stacksets/reset} empties it, {@code GET /_stacksets/health} answers
 * once it runs. Thread-safe.
 *
 * <pre>{@code
 * try (SimulatorEndpoint endpoint = simulator.serve().timeScale(60)) {
 *     // aws --endpoint-url <endpoint.uri()> cloudformation list-stack-sets
 * }
 * }</pre>
 *
 * <p>Real time drives the simulator's {@link VirtualTime} while the endpoint is open, second for second unless
 * {@link #timeScale}, {@link #instant} or {@link #manualTime} says otherwise. Requests above 2 MiB are refused with
 * status 413; 32 are answered at once, 1,024 more wait, the connections of the rest are closed.
 */
public final class SimulatorEndpoint implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatorEndpoint.class);

    private final VirtualTime time;
    private final FrontDoor front;
    private final HttpDoor http;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private volatile boolean instant;
    private volatile @Nullable Pace pace;
    private boolean closed;

    private SimulatorEndpoint(int port, VirtualTime time, FrontDoor front, Runnable reset) {
        this.time = time;
        this.front = front;
        this.http = new HttpDoor(port, this::respond, reset);
    }

    static SimulatorEndpoint open(int port, VirtualTime time, FrontDoor front, Runnable reset) {
        SimulatorEndpoint endpoint = new SimulatorEndpoint(port, time, front, reset).timeScale(1);
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
        if (instant) {
            return respondAndSettle(request);
        }
        Pace driving = pace;
        if (driving != null) {
            driving.catchUp();
        }
        Answer answer = front.respond(request);
        return answer.delay().isZero() || awaited(answer.delay()) ? answer : interrupted();
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
