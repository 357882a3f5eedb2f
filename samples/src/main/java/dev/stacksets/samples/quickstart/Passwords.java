package dev.stacksets.samples.quickstart;

import dev.stacksets.definition.Secret;
import java.security.SecureRandom;
import java.util.stream.Collectors;

/** Passwords nobody has thought of. */
final class Passwords {
    private static final String ALPHABET = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789-_.+";
    private static final int LENGTH = 24;

    private Passwords() {}

    static Secret random() {
        return Secret.of(new SecureRandom()
                .ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(index -> ALPHABET.substring(index, index + 1))
                .collect(Collectors.joining()));
    }
}
