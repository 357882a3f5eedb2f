package dev.stacksets.testing.internal.template;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * One parameter a template declares.
 *
 * @param name its key
 * @param type such as {@code String} or {@code Number}
 * @param defaultValue what holds when nobody gives a value
 * @param noEcho whether reads mask it
 * @param description as written
 * @param allowedValues empty for any
 * @param allowedPattern a regular expression for the whole value
 * @param minLength in characters
 * @param maxLength in characters
 * @param minValue for numbers
 * @param maxValue for numbers
 */
public record TemplateParameter(
        String name,
        String type,
        Optional<String> defaultValue,
        boolean noEcho,
        Optional<String> description,
        List<String> allowedValues,
        Optional<String> allowedPattern,
        Optional<BigDecimal> minLength,
        Optional<BigDecimal> maxLength,
        Optional<BigDecimal> minValue,
        Optional<BigDecimal> maxValue) {

    private static final int LONGEST_VALUE = 4096;

    /** Making a number of digits takes the square of their number. */
    private static final int LONGEST_NUMBER = 400;

    /** Characters looked at for one pattern: some fifty for each of the longest value. A request may have 200 of them. */
    private static final int PATIENCE = 200_000;

    /**
     * Checks a value. The answer names the parameter and the rule, never the value.
     *
     * @param value what somebody gave
     * @return what is wrong, empty when nothing is
     */
    public Optional<String> violation(String value) {
        return sizeViolation(value)
                .or(() -> allowedViolation(value))
                .or(() -> lengthViolation(value))
                .or(() -> allowedPattern.flatMap(pattern -> patternViolation(pattern, value)))
                .or(() -> numberViolation(value));
    }

    /** Before all others, which are work. */
    private Optional<String> sizeViolation(String value) {
        return value.length() > LONGEST_VALUE || value.getBytes(StandardCharsets.UTF_8).length > LONGEST_VALUE
                ? Optional.of("Parameter '" + name + "' must contain at most " + LONGEST_VALUE + " bytes")
                : Optional.empty();
    }

    private Optional<String> allowedViolation(String value) {
        boolean list = type.equals("CommaDelimitedList") || type.startsWith("List<");
        boolean allowed = allowedValues.isEmpty()
                || (list ? new HashSet<>(allowedValues).containsAll(elements(value)) : allowedValues.contains(value));
        return allowed ? Optional.empty() : Optional.of("Parameter '" + name + "' must be one of AllowedValues");
    }

    /** Of a list, the texts between the commas; commas at its end end nothing more. */
    private static List<String> elements(String value) {
        List<String> elements =
                Stream.of(value.split(",", -1)).map(String::strip).toList();
        int end = elements.size();
        while (end > 1 && elements.get(end - 1).isEmpty()) {
            end--;
        }
        return elements.subList(0, end);
    }

    private Optional<String> lengthViolation(String value) {
        BigDecimal length = BigDecimal.valueOf(value.codePointCount(0, value.length()));
        if (minLength.isPresent() && length.compareTo(minLength.get()) < 0) {
            return Optional.of("Parameter '" + name + "' must contain at least " + minLength.get() + " characters");
        }
        if (maxLength.isPresent() && length.compareTo(maxLength.get()) > 0) {
            return Optional.of("Parameter '" + name + "' must contain at most " + maxLength.get() + " characters");
        }
        return Optional.empty();
    }

    private Optional<String> numberViolation(String value) {
        if (!type.equals("Number")) {
            return Optional.empty();
        }
        Optional<BigDecimal> number = number(value);
        if (number.isEmpty()) {
            return Optional.of("Parameter '" + name + "' must be a number");
        }
        if (minValue.isPresent() && number.get().compareTo(minValue.get()) < 0) {
            return Optional.of("Parameter '" + name + "' must be a number not less than " + minValue.get());
        }
        if (maxValue.isPresent() && number.get().compareTo(maxValue.get()) > 0) {
            return Optional.of("Parameter '" + name + "' must be a number not greater than " + maxValue.get());
        }
        return Optional.empty();
    }

    static Optional<BigDecimal> number(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<String> patternViolation(String pattern, String value) {
        try {
            return Pattern.matches(pattern, new Patience(value, PATIENCE))
                    ? Optional.empty()
                    : Optional.of("Parameter " + name + " failed to satisfy constraint: must match pattern " + pattern);
        } catch (PatternSyntaxException e) {
            return Optional.of("AllowedPattern of parameter '" + name + "' is no regular expression");
        } catch (Patience.Exhausted | StackOverflowError tooHard) {
            // Java's matcher backtracks and recurses without bound.
            return Optional.of("AllowedPattern of parameter '" + name + "' takes too long to match");
        }
    }
}
