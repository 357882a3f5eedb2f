package dev.stacksets.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateSourceTest {
    @TempDir
    Path folder;

    @Test
    void file_thatExists_isReadNow() throws IOException {
        Path file = Files.writeString(folder.resolve("t.yaml"), "Resources: {}");

        TemplateSource source = TemplateSource.file(file);
        Files.delete(file);

        assertThat(source)
                .isInstanceOfSatisfying(
                        TemplateSource.Inline.class,
                        inline -> assertThat(inline.body()).isEqualTo("Resources: {}"));
        assertThat(source.toString()).contains("t.yaml").doesNotContain("Resources");
    }

    @Test
    void file_thatDoesNotExist_isRefusedByName() {
        refused(() -> TemplateSource.file(folder.resolve("none.yaml")), "none.yaml does not exist");
    }

    @Test
    void file_thatIsAFolderOrBinary_isRefused() throws IOException {
        refused(() -> TemplateSource.file(folder), "cannot be read");
        Path binary = Files.write(folder.resolve("t.bin"), new byte[] {(byte) 0xc3, (byte) 0x28, (byte) 0xff});
        refused(() -> TemplateSource.file(binary), "not a text in UTF-8");
        Path large = Files.writeString(folder.resolve("large.yaml"), "x".repeat(1_048_577));
        refused(() -> TemplateSource.file(large), "has 1048577 bytes, and at most 1048576 are read");
    }

    @Test
    void inline_atTheLimit_isTaken_andOverItIsRefused() {
        TemplateSource.inline("x".repeat(1_048_576));
        refused(() -> TemplateSource.inline("x".repeat(1_048_577)), "1048577 bytes", "Split it");
        refused(() -> TemplateSource.inline("ü".repeat(524_289)), "1048578 bytes");
        refused(() -> TemplateSource.inline(" \n"), "empty");
    }

    @Test
    void inline_size_isInBytesAndSaysWhetherItFitsIntoARequest() {
        assertThat(inline("x".repeat(51_200)).fitsIntoRequest()).isTrue();
        assertThat(inline("ü".repeat(25_601)).size()).isEqualTo(51_202);
        assertThat(inline("ü".repeat(25_601)).fitsIntoRequest()).isFalse();
    }

    @Test
    void sha256_isTheNameOfTheText() {
        assertThat(inline("abc").sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    private static TemplateSource.Inline inline(String body) {
        return (TemplateSource.Inline) TemplateSource.inline(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://bucket/t.yaml", "s3://bucket/t.yaml", "t.yaml", ""})
    void url_withOtherScheme_isRefused(String url) {
        refused(() -> TemplateSource.url(url), "template");
    }

    @Test
    void url_refused_leavesOutThePresignedPart() {
        assertThatThrownBy(() -> TemplateSource.url("http://b.s3.amazonaws.com/t.yaml?X-Amz-Signature=abc"))
                .hasMessageContaining("http://b.s3.amazonaws.com/t.yaml'")
                .hasMessageNotContaining("abc");
    }

    @Test
    void url_toString_leavesOutThePresignedPart() {
        TemplateSource source = TemplateSource.url("https://b.s3.amazonaws.com/t.yaml?X-Amz-Signature=abc");

        assertThat(source.toString())
                .contains("https://b.s3.amazonaws.com/t.yaml")
                .doesNotContain("abc");
    }

    @Test
    void ofStack_takesAStackId() {
        String id = "arn:aws:cloudformation:eu-west-1:111122223333:stack/alarms/1a2b";

        assertThat(TemplateSource.ofStack(id).toString()).isEqualTo("template of stack " + id);
        refused(() -> TemplateSource.ofStack("alarms"), "stackId 'alarms'", "arn:aws:cloudformation");
    }

    private static void refused(Runnable attempt, String... parts) {
        assertThatThrownBy(attempt::run)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(parts);
    }
}
