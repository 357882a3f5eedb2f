package dev.stacksets.organizations.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "audit*, audit-1, true",
        "audit*, audit, true",
        "*prod*, shop-prod-1, true",
        "*prod, prod-1, false",
        "a?c, abc, true",
        "a?c, ac, false",
        "??, '\uD83D\uDE00x', true",
        "*, '', true",
        "'', '', true",
        "'', a, false",
        "a*b*c, axxbxxbc, true",
        "a*bc, abcbcb, false",
        "a.c, abc, false",
    })
    void glob_matchesTheWholeName(String glob, String name, boolean matches) {
        assertThat(Glob.matches(glob, name)).isEqualTo(matches);
    }

    @Test
    void glob_withMoreStarsThanAnybodyNeeds_isAnsweredAtOnce() {
        assertThat(Glob.matches("*".repeat(20) + "x", "a name of twenty-odd characters"))
                .isFalse();
        assertThat(Glob.matches("*a".repeat(1_000) + "x", "a".repeat(2_000))).isFalse();
    }

    /** Regular expressions say the same, on names short enough for them. */
    @Test
    void glob_saysWhatARegularExpressionSays() {
        Random random = new Random(7);
        int matching = 0;
        for (int i = 0; i < 20_000; i++) {
            String glob = drawn(random, "ab*?", 6);
            String name = drawn(random, "ab", 8);
            boolean expected = Pattern.matches(glob.replace("*", ".*").replace("?", "."), name);
            assertThat(Glob.matches(glob, name)).as("%s on %s", glob, name).isEqualTo(expected);
            matching += expected ? 1 : 0;
        }
        assertThat(matching).isBetween(2_000, 18_000);
    }

    private static String drawn(Random random, String letters, int most) {
        return random.ints(random.nextInt(most + 1), 0, letters.length())
                .collect(StringBuilder::new, (text, at) -> text.append(letters.charAt(at)), StringBuilder::append)
                .toString();
    }
}
