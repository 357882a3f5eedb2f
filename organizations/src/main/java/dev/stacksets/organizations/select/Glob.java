package dev.stacksets.organizations.select;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names with a star for any text and a question mark for any character. Upper and lower case differ. */
final class Glob {
    private Glob() {}

    static boolean matches(String glob, String name) {
        return Pattern.compile(
                        glob.codePoints()
                                .mapToObj(Character::toString)
                                .map(Glob::regex)
                                .collect(Collectors.joining()),
                        Pattern.DOTALL)
                .matcher(name)
                .matches();
    }

    private static String regex(String character) {
        return switch (character) {
            case "*" -> ".*";
            case "?" -> ".";
            default -> Pattern.quote(character);
        };
    }
}
