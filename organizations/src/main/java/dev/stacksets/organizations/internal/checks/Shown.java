package dev.stacksets.organizations.internal.checks;

import java.util.Collection;
import java.util.stream.Collectors;

/** Lists as reports show them: the first ten. */
final class Shown {
    private static final int MOST = 10;

    private Shown() {}

    static String some(Collection<?> all) {
        return all.stream().limit(MOST).map(String::valueOf).collect(Collectors.joining(", "))
                + (all.size() > MOST ? " and " + (all.size() - MOST) + " more" : "");
    }
}
