package dev.stacksets.testing.internal.organization;

import java.util.Locale;
import java.util.Optional;

/**
 * What an account that joins is called; what is left out is made up.
 *
 * @param id 12 digits
 * @param name of the account
 * @param email of its root user
 */
public record NewAccount(Optional<String> id, Optional<String> name, Optional<String> email) {

    /**
     * All made up.
     *
     * @return nothing said
     */
    public static NewAccount any() {
        return new NewAccount(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * A name, and an address made of it.
     *
     * @param id 12 digits
     * @param name of the account
     * @return without an email address
     */
    public static NewAccount named(String id, String name) {
        return new NewAccount(Optional.of(id), Optional.of(name), Optional.empty());
    }

    String nameOf(String account) {
        return name.orElse("account-" + account);
    }

    String emailOf(String account) {
        return email.orElseGet(() -> nameOf(account).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + "+"
                + account + "@example.com");
    }
}
