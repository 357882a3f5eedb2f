package dev.stacksets.samples.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bounds of what is read are the same wherever YAML is read. */
class BoundedParserTest {
    private static final List<Path> COPIES = List.of(
            Path.of("../yaml/src/main/java/dev/stacksets/yaml/internal/BoundedParser.java"),
            Path.of("../testing/src/main/java/dev/stacksets/testing/internal/yaml/BoundedParser.java"),
            Path.of("../organizations/src/main/java/dev/stacksets/organizations/internal/BoundedParser.java"));

    @Test
    void copies_areAlikeButForTheirPackage() throws IOException {
        String first = code(COPIES.get(0));
        for (Path copy : COPIES) {
            assertThat(code(copy)).as("%s", copy).isEqualTo(first);
        }
    }

    private static String code(Path file) throws IOException {
        return Files.readString(file).replaceFirst("package [^;]+;", "");
    }
}
