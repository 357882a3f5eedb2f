package dev.stacksets.internal.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedactionTest {
    private static final String SECRET = "p<&>\"'/ö 1\\\n\uD83D\uDE80";
    private static final Redaction REDACTION = Redaction.of(List.of(SECRET));

    static Stream<String> spellings() {
        return Stream.of(
                SECRET,
                "p&lt;&amp;&gt;&quot;&apos;/ö 1\\\n\uD83D\uDE80",
                "p&lt;&amp;&gt;&#34;&#39;&#47;&#246; 1\\&#10;&#128640;",
                "p&#x3c;&#x26;&#X3E;&#x22;&#x27;/&#xF6; 1&#x5c;&#xA;&#x1f680;",
                "p<&>\\\"'/ö 1\\\\\\n\uD83D\uDE80",
                "p\\u003c\\u0026\\u003E\\u0022\\u0027\\/\\u00f6 1\\u005c\\u000a\\uD83D\\ude80",
                "p<&>\\\\\\\"'/ö 1\\\\\\n\uD83D\uDE80",
                URLEncoder.encode(SECRET, StandardCharsets.UTF_8),
                URLEncoder.encode(SECRET, StandardCharsets.UTF_8).replace("+", "%20"),
                "p%3c%26%3e%22%27/%c3%b6%201%5c%0a%f0%9f%9a%80",
                Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8)),
                Base64.getUrlEncoder().withoutPadding().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void text_anySpelling_isTakenOut(String spelled) {
        assertThat(REDACTION.text("Value '" + spelled + "' and (" + spelled + ") are short"))
                .matches("Value '\\*{4}=*' and \\(\\*{4}=*\\) are short");
    }

    @Test
    void text_withoutTheSecret_isTheSameObject() {
        String text = "Value 'p<&>' &amp; \\u00zz %4 %zz &#xx; &toolongforareference; \\";

        assertThat(REDACTION.text(text)).isSameAs(text);
        assertThat(Redaction.NONE.text(text)).isSameAs(text);
    }

    @Test
    void text_secretWithinAnother_isTakenOutWithIt() {
        Redaction both = Redaction.of(List.of("hunter", "hunter2PL"));

        assertThat(both.text("is hunter2PL, was hunter")).isEqualTo("is ****, was ****");
    }

    @Test
    void text_secretsThatOverlap_areTakenOutAsOne() {
        assertThat(Redaction.of(List.of("abcd", "cdef")).text("x abcdef y")).isEqualTo("x **** y");
    }

    @Test
    void text_shortSecret_isTakenOutWhereItStandsAlone() {
        Redaction letter = Redaction.of(List.of("a", ""));

        assertThat(letter.text("Value 'a' at 'parameters' is a1 or ä"))
                .isEqualTo("Value '****' at 'parameters' is a1 or ä");
    }

    @Test
    void text_ofMillions_isCut() {
        String text = "a".repeat(5_000_000);

        assertThat(Redaction.of(List.of("secret")).text(text)).hasSize(100_003);
    }

    @Test
    void text_template_isTakenOutButIsNoSecret() {
        Redaction redaction = Redaction.of(List.of("hunter2")).andText("Resources: {}");

        assertThat(redaction.text("'Resources: {}' hunter2")).isEqualTo("'****' ****");
        assertThat(redaction.secrets()).containsExactly("hunter2");
    }

    @Test
    void toString_ofSecrets_isMasked() {
        assertThat(CallContext.of("UpdateStackSet").withSecrets(REDACTION).toString())
                .doesNotContain(SECRET)
                .contains("****");
    }
}
