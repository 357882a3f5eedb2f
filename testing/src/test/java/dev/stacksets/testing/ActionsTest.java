package dev.stacksets.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.testing.fault.Actions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionsTest {
    @ParameterizedTest
    @CsvSource({
        "CreateStackSet, CreateStackSet, true",
        "CreateStackSet, CreateStackSets, false",
        "List*, ListStackSets, true",
        "List*, List, true",
        "List*, DescribeList, false",
        "*Set, CreateStackSet, true",
        "*Set, CreateStackSets, false",
        "*Stack*, ListStackSets, true",
        "*, anything, true",
        "**, anything, true",
        "a*a, a, false",
        "a*a, aa, true",
        "a*b*a, aba, true",
        "a*b*a, ab, false",
        "a*ba*a, aba, false",
        "a*ba*a, ababa, true",
        "*a*a*, a, false",
        "*a*a*, baab, true",
    })
    void stars_standForAnyText(String pattern, String action, boolean included) {
        assertThat(Actions.named(pattern).include("cloudformation", action)).isEqualTo(included);
    }
}
