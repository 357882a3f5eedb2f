package dev.stacksets.contract;

import dev.stacksets.contract.Counterpart.Kind;
import dev.stacksets.testing.peer.EndpointReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Who keeps which promise; what was skipped is said with its reason. */
final class ContractTable implements TestWatcher {
    private final Map<String, Map<Kind, String>> rows = new TreeMap<>();
    private final Map<String, String> reasons = new TreeMap<>();
    private final Map<Kind, EndpointReport> reports = new EnumMap<>(Kind.class);

    void probed(Kind kind, EndpointReport report) {
        reports.put(kind, report);
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        put(context, "kept");
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        put(context, "BROKEN");
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        String number = reasons.computeIfAbsent(
                String.valueOf(cause.getMessage()), reason -> "(" + (char) ('a' + reasons.size()) + ")");
        put(context, "skipped " + number);
    }

    private void put(ExtensionContext context, String outcome) {
        Kind kind = ((ContractTest) context.getRequiredTestInstance()).kind;
        rows.computeIfAbsent(context.getRequiredTestMethod().getName(), name -> new EnumMap<>(Kind.class))
                .put(kind, outcome);
    }

    void print() {
        StringBuilder text = new StringBuilder("The contract of the facade:\n");
        text.append(line("", Arrays.stream(Kind.values()).collect(Collectors.toMap(kind -> kind, Kind::name))));
        rows.forEach((promise, outcomes) -> text.append(line(promise, outcomes)));
        new TreeSet<>(reasons.values())
                .forEach(number -> text.append("skipped ")
                        .append(number)
                        .append(": ")
                        .append(reasonOf(number).orElse(""))
                        .append('\n'));
        reports.forEach((kind, report) -> text.append("\nThe probe of ")
                .append(kind)
                .append(":\n")
                .append(report)
                .append('\n'));
        System.out.println(text);
        try {
            Files.writeString(Path.of("target", "contract.txt"), text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> reasonOf(String number) {
        return reasons.entrySet().stream()
                .filter(reason -> reason.getValue().equals(number))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String line(String promise, Map<Kind, String> outcomes) {
        return "%-52s".formatted(promise)
                + Arrays.stream(Kind.values())
                        .map(kind -> "%-18s".formatted(outcomes.getOrDefault(kind, "-")))
                        .collect(Collectors.joining())
                        .stripTrailing()
                + "\n";
    }
}
