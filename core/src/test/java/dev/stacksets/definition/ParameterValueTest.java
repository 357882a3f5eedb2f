package dev.stacksets.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ParameterValueTest {
    @Test
    void secret_inAnyText_isStars() {
        Secret secret = Secret.of("hunter2");

        assertThat(secret.reveal()).isEqualTo("hunter2");
        assertThat(secret.toString()).isEqualTo("****");
        assertThat(String.valueOf(java.util.Map.of("Password", secret))).doesNotContain("hunter2");
    }

    @Test
    void secret_equality_isByValueAndNotToPlainText() {
        assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).hasSameHashCodeAs(Secret.of("a"));
        assertThat(Secret.of("a")).isNotEqualTo(Secret.of("b"));
        assertThat((ParameterValue) Secret.of("a")).isNotEqualTo(ParameterValue.of("a"));
    }

    @Test
    void value_overTheLimit_isRefusedWithoutBeingRepeated() {
        String tooLong = "s3cr3t".repeat(1000);

        assertThatThrownBy(() -> Secret.of(tooLong))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("6000 bytes")
                .message()
                .doesNotContain("s3cr3t");
        assertThatThrownBy(() -> ParameterValue.of(tooLong)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void plainAndPrevious_show_whatTheyAre() {
        assertThat(ParameterValue.of("x")).hasToString("x");
        assertThat(ParameterValue.previous()).hasToString("(previous value)");
    }
}
