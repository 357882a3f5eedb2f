package dev.stacksets.organizations.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DocumentTest {
    @Test
    void texts_ofADocument_areAllOfThem() {
        assertThat(Document.parse("{a: [b, {c: !Ref d}], e: &x f, g: *x}")
                        .orElseThrow()
                        .texts())
                .containsExactly("a", "b", "c", "d", "e", "f", "g", "f");
    }

    @Test
    void document_beyondTheBounds_isNone() {
        StringBuilder bomb = new StringBuilder("a0: &a0 x\n");
        for (int level = 1; level <= 24; level++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(level, level, level - 1, level - 1));
        }

        assertThat(Document.parse(bomb.toString())).isEmpty();
        assertThat(Document.parse("[".repeat(101) + "]".repeat(101))).isEmpty();
        assertThat(Document.parse("a: &a [*a]")).isEmpty();
    }
}
