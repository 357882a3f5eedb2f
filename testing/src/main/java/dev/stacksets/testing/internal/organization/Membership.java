package dev.stacksets.testing.internal.organization;

import java.util.List;

/** Learns of every change of the units an account is in. */
public interface Membership {

    /**
     * An account joined, moved or left.
     *
     * @param account the account
     * @param before the units it was in, nearest first, empty when it was no member
     * @param after the units it is in now
     */
    void changed(String account, List<String> before, List<String> after);
}
