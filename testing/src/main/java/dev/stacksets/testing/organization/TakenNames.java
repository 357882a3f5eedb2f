package dev.stacksets.testing.organization;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Account ids and addresses of one organization, each of which it has once. */
final class TakenNames {

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]++@[^\\s@][^\\s@.]*+\\.[^\\s@]++");
    private static final int MOST = 100_000;

    private final Set<String> accounts = new HashSet<>();
    private final Set<String> emails = new HashSet<>();
    private int members;

    static String requireAccount(String account) {
        if (!ACCOUNT.matcher(account).matches()) {
            throw new IllegalArgumentException("an account id has 12 digits: " + account);
        }
        return account;
    }

    /** Makes room before anything is made: a count is written quickly. */
    void join(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("zero accounts or more: " + count);
        }
        if (count > MOST - members) {
            throw new IllegalArgumentException("an organization here has at most " + MOST + " accounts");
        }
        members += count;
    }

    boolean has(String account) {
        return accounts.contains(account);
    }

    void account(String account) {
        if (!accounts.add(requireAccount(account))) {
            throw new IllegalArgumentException("account " + account + " is in the organization already");
        }
    }

    void free(String account) {
        accounts.remove(account);
    }

    void email(String email) {
        if (!EMAIL.matcher(email).matches()) {
            throw new IllegalArgumentException("no email address: " + email);
        }
        if (!emails.add(email.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("two accounts have the email address " + email);
        }
    }

    Set<String> accounts() {
        return Set.copyOf(accounts);
    }
}
