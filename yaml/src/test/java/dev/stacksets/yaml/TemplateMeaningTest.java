package dev.stacksets.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.spi.TemplateReader;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates that mean the same are equal to plans, and no others. */
class TemplateMeaningTest {
    private static final TemplateReader READER =
            ServiceLoader.load(TemplateReader.class).findFirst().orElseThrow();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{A: 1, B: x} | {\"B\": \"x\", \"A\": 1}",
                "A: x # here | A: 'x'",
                "A: !Ref B | A: {Ref: B}",
                "A: !Sub b | {\"A\": {\"Fn::Sub\": \"b\"}}",
                "A: !GetAtt B.C.D | A: {'Fn::GetAtt': [B, C.D]}",
                "A: !GetAtt [B, C] | A: {'Fn::GetAtt': [B, C]}",
                "A: !Condition C | A: {Condition: C}",
                "A: yes | A: true",
                "A: True | {\"A\": true}",
                "A: 30 | A: '30'",
                "A: 2010-09-09 | A: '2010-09-09'",
                "A: ~ | A:",
            })
    void same(String one, String other) {
        assertThat(READER.read(one)).isEqualTo(READER.read(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A: x | A: y",
                "A: [x, y] | A: [y, x]",
                "A: yes | A: 'yes'",
                "A: 0777 | A: '0777'",
                "A: 22:22 | A: '22:22'",
                "A: 1_000 | A: '1_000'",
                "A: ~ | A: ''",
                "A: !Ref B | A: !Sub B",
                "A: !Ref B | A: B",
            })
    void different(String one, String other) {
        assertThat(READER.read(one)).isNotEqualTo(READER.read(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{A: 1, A: 2}", "A: [", "A: &a [*a]"})
    void unreadable_isRefused(String body) {
        assertThatThrownBy(() -> READER.read(body)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bomb_isRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append(String.format("a%d: &a%d [*a%d, *a%d]%n", i, i, i - 1, i - 1));
        }
        assertThatThrownBy(() -> READER.read(bomb.toString())).isInstanceOf(IllegalArgumentException.class);
    }

    /** Two to the 24th of them: walked by every path, this has no end. */
    @Test
    void aliases_thatMultiply_areRefused() {
        StringBuilder body = new StringBuilder("a0: &a0 x\n");
        for (int level = 1; level <= 24; level++) {
            body.append("a%d: &a%d [*a%d, *a%d]\n".formatted(level, level, level - 1, level - 1));
        }

        assertThatThrownBy(() -> READER.read(body.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("template, line 17, column 18: ")
                .hasMessageContaining("at most 250000 keys");
    }

    @Test
    void text_ofManyColons_isReadWithoutEnd() {
        String text = "1" + ":1".repeat(100_000);

        assertThat(READER.read("A: " + text)).isNotEqualTo(READER.read("A: '" + text + "'"));
    }
}
