package dev.stacksets.testing.mix;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the simulator's description of itself. */
final class Shown {

    private static final Pattern SET = Pattern.compile("^stack set \\S+:stackset/(\\S+) .*");
    private static final Pattern INSTANCE = Pattern.compile("^  instance (\\S+) (\\w+)/.*");

    private Shown() {}

    /** Status by pair, by stack set id. */
    static Map<String, Map<String, String>> instances(String described) {
        Map<String, Map<String, String>> bySet = new HashMap<>();
        Map<String, String> current = new TreeMap<>();
        for (String line : described.lines().toList()) {
            Matcher set = SET.matcher(line);
            Matcher instance = INSTANCE.matcher(line);
            if (set.matches()) {
                current = bySet.computeIfAbsent(set.group(1), id -> new TreeMap<>());
            } else if (instance.matches()) {
                current.put(instance.group(1), instance.group(2));
            }
        }
        return bySet;
    }
}
