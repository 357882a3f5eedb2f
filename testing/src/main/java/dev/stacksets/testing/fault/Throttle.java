package dev.stacksets.testing.fault;

import dev.stacksets.testing.internal.fault.Limit;
import dev.stacksets.testing.internal.fault.Limits.Payer;
import software.amazon.awssdk.regions.Region;

/**
 * A rate to which calls are held, in virtual time, by a token bucket for every account, Region and service. A call that
 * no other planted fault stops takes one token, or is refused as {@link CallFault#throttles()} refuses. Buckets start
 * full, and arithmetic is exact. Thread-safe.
 *
 * <pre>{@code
 * Throttle throttle = aws.faults().throttle(5, 10);
 * ...
 * throttle.rate(1);                                // a busier hour
 * throttle.consume(2);                             // another client of the account took two
 * assertThat(throttle.refused()).isZero();
 * }</pre>
 *
 * <p>AWS publishes no rates for StackSets; that it counts by account and Region is what its support tells.
 */
public final class Throttle {

    private static final double MOST_PER_SECOND = 1_000_000;
    private static final int LARGEST_BURST = 1_000_000;
    private static final String CLOUDFORMATION = "cloudformation";

    private final Limit limit;
    private final String administratorAccount;

    Throttle(Limit limit, String administratorAccount) {
        this.limit = limit;
        this.administratorAccount = administratorAccount;
    }

    /**
     * Changes the rate from now on. Tokens that are there stay.
     *
     * @param perSecond tokens per second, 0 to 1,000,000, to three decimals
     * @return this throttle
     * @throws IllegalArgumentException out of bounds
     */
    public Throttle rate(double perSecond) {
        limit.rate(thousandths(perSecond));
        return this;
    }

    /**
     * Takes tokens out of the bucket of the administrator account for CloudFormation in us-east-1, as another client of
     * that account would who is always first: what is not there is taken of what comes in next. Not counted as granted or
     * refused.
     *
     * @param tokens how many, 1 to 1,000,000
     * @throws IllegalArgumentException out of bounds
     */
    public void consume(int tokens) {
        consume(administratorAccount, Region.US_EAST_1, tokens);
    }

    /**
     * Takes tokens out of a bucket for CloudFormation, as {@link #consume(int)} does.
     *
     * @param account 12 digits
     * @param region the Region called
     * @param tokens how many, 1 to 1,000,000
     * @throws IllegalArgumentException out of bounds
     */
    public void consume(String account, Region region, int tokens) {
        if (tokens < 1 || tokens > LARGEST_BURST) {
            throw new IllegalArgumentException("takes 1 to 1,000,000 tokens: " + tokens);
        }
        limit.consume(new Payer(CLOUDFORMATION, account, region.id()), tokens);
    }

    /**
     * How many whole tokens are in the bucket of the administrator account for CloudFormation in us-east-1.
     *
     * @return zero to the burst
     */
    public int available() {
        return limit.available(new Payer(CLOUDFORMATION, administratorAccount, Region.US_EAST_1.id()));
    }

    /**
     * How many calls it let through.
     *
     * @return of all accounts, Regions and services
     */
    public long granted() {
        return limit.granted();
    }

    /**
     * How many calls it refused.
     *
     * @return of all accounts, Regions and services
     */
    public long refused() {
        return limit.refused();
    }

    /**
     * Counts it among the {@linkplain Faults#unused() unused} faults unless it refuses a call. Without that a throttle is
     * a circumstance, which a test may well stay within.
     *
     * @return this throttle
     */
    public Throttle mustRefuse() {
        limit.mustRefuse();
        return this;
    }

    /** Ends it. Its counts can still be read. */
    public void lift() {
        limit.lift();
    }

    static long thousandths(double perSecond) {
        if (!(perSecond >= 0) || perSecond > MOST_PER_SECOND) {
            throw new IllegalArgumentException("a rate is 0 to 1,000,000 per second: " + perSecond);
        }
        return Math.round(perSecond * 1_000);
    }

    static int burst(int tokens) {
        if (tokens < 1 || tokens > LARGEST_BURST) {
            throw new IllegalArgumentException("a burst is 1 to 1,000,000: " + tokens);
        }
        return tokens;
    }

    @Override
    public String toString() {
        return limit.toString();
    }
}
