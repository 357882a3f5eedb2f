package dev.stacksets.testing.internal.organization;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request for a new account: under way, then with an account or a reason why there is none. */
public final class AccountCreation {

    /** Where it stands, by Organizations' names. */
    public enum State {
        /** The account is being made. */
        IN_PROGRESS,
        /** The account is in the root. */
        SUCCEEDED,
        /** There is no account. */
        FAILED
    }

    private final String id;
    private final String name;
    private final Instant requested;
    private State state = State.IN_PROGRESS;
    private @Nullable Instant completed;
    private @Nullable String account;
    private @Nullable String failure;

    AccountCreation(String id, String name, Instant requested) {
        this.id = id;
        this.name = name;
        this.requested = requested;
    }

    void succeed(String made, Instant now) {
        account = made;
        end(State.SUCCEEDED, now);
    }

    void fail(String reason, Instant now) {
        failure = reason;
        end(State.FAILED, now);
    }

    private void end(State outcome, Instant now) {
        state = outcome;
        completed = now;
    }

    /**
     * The id of the request.
     *
     * @return {@code car-...}
     */
    public String id() {
        return id;
    }

    /**
     * The name the account was asked to have.
     *
     * @return as requested
     */
    public String name() {
        return name;
    }

    /**
     * When it was asked for.
     *
     * @return virtual time
     */
    public Instant requested() {
        return requested;
    }

    /**
     * Where it stands.
     *
     * @return never null
     */
    public State state() {
        return state;
    }

    /**
     * When it was over.
     *
     * @return empty while it is under way
     */
    public Optional<Instant> completed() {
        return Optional.ofNullable(completed);
    }

    /**
     * The account it made.
     *
     * @return empty unless it succeeded
     */
    public Optional<String> account() {
        return Optional.ofNullable(account);
    }

    /**
     * Why there is none.
     *
     * @return a reason by Organizations' names, empty unless it failed
     */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }
}
