package dev.stacksets.testing.internal.organization;

import dev.stacksets.testing.organization.AccountState;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A member account, or the management account. */
public final class Account {

    private final String id;
    private final String name;
    private final String email;
    private final Instant joined;
    private final Map<String, String> tags = new TreeMap<>();
    private String parent;
    private AccountState state = AccountState.ACTIVE;

    Account(String id, String name, String email, Instant joined, String parent) {
        this.id = id;
        this.name = name;
        this.email = email;
        this.joined = joined;
        this.parent = parent;
    }

    void moveTo(String unit) {
        parent = unit;
    }

    void become(AccountState next) {
        state = next;
    }

    /**
     * The id.
     *
     * @return 12 digits
     */
    public String id() {
        return id;
    }

    /**
     * The name.
     *
     * @return not necessarily unique
     */
    public String name() {
        return name;
    }

    /**
     * The address of its root user.
     *
     * @return an email address
     */
    public String email() {
        return email;
    }

    /**
     * When it came into the organization.
     *
     * @return virtual time
     */
    public Instant joined() {
        return joined;
    }

    /**
     * Its tags.
     *
     * @return live and mutable
     */
    public Map<String, String> tags() {
        return tags;
    }

    /**
     * The unit it is in.
     *
     * @return an id
     */
    public String parent() {
        return parent;
    }

    /**
     * Its state.
     *
     * @return never null
     */
    public AccountState state() {
        return state;
    }

    /**
     * Whether a deployment may name it as a target.
     *
     * @return false once it is being closed
     */
    public boolean isTarget() {
        return state == AccountState.ACTIVE || state == AccountState.SUSPENDED;
    }
}
