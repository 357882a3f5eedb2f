package dev.stacksets.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.definition.InvalidInputException;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What names an operation is checked by hand; here it is compared with the patterns of the API reference. */
class CheckTest {
    private static final String UUID = "0a1B2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
    private static final String ALPHABET = "aZ09-:-_ é/\n";

    private final Random random = new Random(1);

    @Test
    void regions_areThoseOfThePattern() {
        agree("[a-zA-Z0-9-]{1,128}", Check::region, "us-east-1", "-", "a".repeat(128));
    }

    @Test
    void operationIds_areThoseOfThePattern() {
        agree("[a-zA-Z0-9][-a-zA-Z0-9]{0,127}", Check::operationId, UUID, "0", "a" + "-".repeat(127));
    }

    @Test
    void stackSetNamesAndIds_areThoseOfThePattern() {
        agree(
                "[a-zA-Z][-a-zA-Z0-9]{0,127}(:[a-zA-Z0-9]{8}(-[a-zA-Z0-9]{4}){3}-[a-zA-Z0-9]{12})?",
                Check::stackSetNameOrId, "baseline:" + UUID, "a", "a".repeat(128) + ":" + UUID);
    }

    /** Good values, with characters changed, left out and put in, and others of a few characters, drawn. */
    private void agree(String pattern, Consumer<String> check, String... good) {
        Pattern expected = Pattern.compile(pattern);
        int valid = 0;
        for (int i = 0; i < 30_000; i++) {
            String value = i % 3 == 0 ? drawn(random.nextInt(6)) : edited(good[random.nextInt(good.length)]);
            boolean matches = expected.matcher(value).matches();
            valid += matches ? 1 : 0;
            assertThat(isTaken(check, value)).as(value).isEqualTo(matches);
        }
        assertThat(valid).isBetween(2_000, 28_000);
        assertThat(good).allMatch(value -> isTaken(check, value));
    }

    private String edited(String good) {
        StringBuilder edited = new StringBuilder(good);
        for (int edits = random.nextInt(3); edits > 0; edits--) {
            int at = random.nextInt(edited.length());
            edited.replace(at, at + random.nextInt(2), drawn(random.nextInt(2)));
            edited.append(edited.length() == 0 ? "a" : "");
        }
        return edited.toString();
    }

    private String drawn(int length) {
        return random.ints(length, 0, ALPHABET.length())
                .collect(StringBuilder::new, (text, i) -> text.append(ALPHABET.charAt(i)), StringBuilder::append)
                .toString();
    }

    private static boolean isTaken(Consumer<String> check, String value) {
        try {
            check.accept(value);
            return true;
        } catch (InvalidInputException refused) {
            return false;
        }
    }
}
