package dev.stacksets.testing.internal.organization;

import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** Ids nobody chose: same seed, same ids. */
final class DrawnIds {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final Random random;
    private final Set<String> reserved;
    private long lastAccount = 100_000_000_000L;

    DrawnIds(long seed, Set<String> reserved) {
        this.random = new Random(seed ^ 0x5DEECE66DL);
        this.reserved = reserved;
    }

    String letters(int count) {
        return random.ints(count, 0, LETTERS.length())
                .collect(StringBuilder::new, (text, index) -> text.append(LETTERS.charAt(index)), StringBuilder::append)
                .toString();
    }

    String account(Predicate<String> isTaken) {
        String drawn;
        do {
            lastAccount++;
            drawn = Long.toString(lastAccount);
        } while (reserved.contains(drawn) || isTaken.test(drawn));
        return drawn;
    }
}
