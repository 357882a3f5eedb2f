package dev.stacksets.benchmarks.measuring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"2500|2,500", "0.431|0.43", "15.37|15.4", "1183.4|1,183", "0.00016|1.6e-04", "100|100", "NaN|none"
            })
    void text_keepsWhatCounts(double value, String text) {
        assertThat(Numbers.text(value)).isEqualTo(text);
    }
}
